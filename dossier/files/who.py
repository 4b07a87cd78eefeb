"""Whose a social file is: its members, the department that owns it, its social worker; and a NISS, when it is asked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Missing
from dossier.files.access import OPENABLE, check_openable
from dossier.journal.record import note_access
from dossier.people.cipher import NissCipher, Sealed
from dossier.people.niss import NISS


class NoNiss(Missing):
    """No national register number is known of this person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedFile:
    """Another file in which a member stands, and which the actor may open."""

    id: UUID
    number: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of the file."""

    id: UUID
    role: str  # holder, partner, child, other
    first_name: str
    last_name: str
    birth_date: date | None
    language: str
    phone: str
    email: str
    street: str
    postcode: str
    town: str
    has_niss: bool
    links: tuple[LinkedFile, ...]

    @property
    def name(self) -> str:
        """Return the name as lists write it."""
        return f"{self.last_name} {self.first_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """A file's own facts, with its members: the holder first."""

    id: UUID
    number: str
    status: str
    opened_on: date
    digital_since: date | None
    department_code: str
    department_fr: str
    department_nl: str
    worker_name: str | None
    favourite: bool  # of the actor
    members: tuple[Member, ...]

    @property
    def holder(self) -> Member:
        """Return whom the file is named after."""
        return self.members[0]

    def department(self, language: str) -> str:
        """Return the name of the department that owns it."""
        return self.department_nl if language == "nl" else self.department_fr


async def card_in(tx: Transaction, social_file_id: UUID) -> FileCard:
    """Return the facts of a file that the actor may open; its other members' files only where they may open those."""
    row = await tx.row(
        """SELECT f.id, f.number, f.status, f.opened_on, f.digital_since, d.code AS department_code,
                  d.label_fr AS department_fr, d.label_nl AS department_nl,
                  w.first_name || ' ' || w.last_name AS worker_name,
                  EXISTS (SELECT FROM favourite_files v WHERE v.staff_id = $2 AND v.social_file_id = f.id) AS favourite
           FROM social_files f JOIN departments d ON d.id = f.department_id
           LEFT JOIN staff_members w ON w.id = f.social_worker_id WHERE f.id = $1""",
        social_file_id,
        tx.actor.staff_id,
    )
    assert row is not None
    members = await tx.rows(
        """SELECT b.id, m.role, b.first_name, b.last_name, b.birth_date, b.language, b.phone, b.email, b.street,
                  b.postcode, b.town, b.niss_index IS NOT NULL AS has_niss
           FROM social_file_members m JOIN beneficiaries b ON b.id = m.beneficiary_id WHERE m.social_file_id = $1
           ORDER BY array_position(ARRAY['holder', 'partner', 'child', 'other'], m.role), b.birth_date, b.id""",
        social_file_id,
    )
    links = await tx.rows(
        f"""SELECT m.beneficiary_id, f.id, f.number, f.status FROM social_file_members m
            JOIN social_file_members own ON own.beneficiary_id = m.beneficiary_id AND own.social_file_id = $1
            JOIN social_files f ON f.id = m.social_file_id
            WHERE f.id <> $1 AND {OPENABLE} ORDER BY f.opened_on DESC, f.number""",
        social_file_id,
    )
    of_member: dict[UUID, list[LinkedFile]] = {}
    for each in links:
        linked = LinkedFile(id=each["id"], number=each["number"], status=each["status"])
        of_member.setdefault(each["beneficiary_id"], []).append(linked)
    return FileCard(
        **dict(row), members=tuple(Member(**dict(each), links=tuple(of_member.get(each["id"], ()))) for each in members)
    )


async def shown_niss(actor: Actor, social_file_id: UUID, beneficiary_id: UUID, cipher: NissCipher) -> NISS:
    """Return the NISS of a member of a file, for whoever asks to see it; the look is logged.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile, NoNiss, NissUnreadable.
    """
    async with transaction(actor) as tx:
        ground = await check_openable(tx, social_file_id)
        row = await tx.row(
            """SELECT b.niss_key_id, b.niss_ciphertext FROM beneficiaries b
               JOIN social_file_members m ON m.beneficiary_id = b.id
               WHERE b.id = $1 AND m.social_file_id = $2 AND b.niss_index IS NOT NULL""",
            beneficiary_id,
            social_file_id,
        )
        if row is None:
            raise NoNiss
        await note_access(tx, "view", "social_file", social_file_id, ground)
    return cipher.unseal(actor.centre_id, Sealed(key_id=row["niss_key_id"], ciphertext=row["niss_ciphertext"]))
