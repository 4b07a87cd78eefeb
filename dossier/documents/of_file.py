"""A social file as one opens it: whose it is, and the documents in it that one may read. The look is logged."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.errors import Missing
from dossier.journal.record import note_access
from dossier.lifecycle import DocumentState
from dossier.people.access import (
    FILE_GROUND,
    GLASS_REASON,
    READABLE,
    OtherDepartment,
    OwnOrRelative,
    check_decides,
    check_finds_files,
)


class NoSuchFile(Missing):
    """We cannot find this social file."""


class OtherDepartmentsFile(OtherDepartment):
    """This file belongs to another department. Ask that department for it."""


class NoFile(Missing):
    """This person has no social file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What everyone who deals with documents may know of a file: at which door to ask."""

    id: UUID
    number: str
    department_id: UUID
    department_code: str
    worker_name: str | None
    status: str
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A beneficiary in a file."""

    id: UUID
    name: str
    birth_date: date | None
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledDocument:
    """A document of a file that one may read."""

    id: UUID
    state: DocumentState
    type_fr: str | None
    type_nl: str | None
    document_date: date | None
    captured_at: datetime
    page_count: int
    circuit: str

    def type_label(self, language: str) -> str | None:
        """Return what the document is; None while nobody said."""
        return self.type_nl if language == "nl" else self.type_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A social file that the actor opened."""

    card: Card
    ground: str  # on which it is open to them, as the access log keeps it
    members: tuple[Member, ...]
    documents: tuple[FiledDocument, ...]  # newest first
    sealed: tuple[datetime, ...]  # when each document came in of which the actor may know no more

    @property
    def is_behind_glass(self) -> bool:
        """Tell whether it is open for a while only."""
        return self.ground.startswith("glass")


_CARD = """SELECT f.id, f.number, f.department_id, dep.code AS department_code,
                  w.first_name || ' ' || w.last_name AS worker_name, f.status, f.opened_on"""
_PLACE = """FROM social_files f JOIN departments dep ON dep.id = f.department_id
            LEFT JOIN staff_members w ON w.id = f.social_worker_id WHERE f.id = $1"""


async def file_of(actor: Actor, beneficiary_id: UUID) -> UUID:
    """Return the file of a beneficiary: the open one, else the latest. Raises NotYourWork, NoFile."""
    check_finds_files(actor)
    async with transaction(actor) as tx:
        found: UUID | None = await tx.value(
            """SELECT f.id FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
               WHERE m.beneficiary_id = $1 ORDER BY f.status = 'open' DESC, f.opened_on DESC, f.number LIMIT 1""",
            beneficiary_id,
        )
    if found is None:
        raise NoFile
    return found


async def check_file(tx: Transaction, file_id: UUID) -> str:
    """Return the ground on which the actor may open a file, as the access log keeps it.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    return str((await _opened(tx, file_id))["ground"])


async def file_view(actor: Actor, file_id: UUID) -> FileView:
    """Return a file for whoever may open it, and write the look into the access log.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    async with transaction(actor) as tx:
        row = await _opened(tx, file_id)
        members = await tx.rows(
            """SELECT b.id, b.last_name || ' ' || b.first_name AS name, b.birth_date, m.role
               FROM social_file_members m JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE m.social_file_id = $1
               ORDER BY array_position(ARRAY['holder', 'partner', 'child', 'other'], m.role), b.birth_date, b.id""",
            file_id,
        )
        documents = await tx.rows(
            f"""SELECT d.id, d.state, t.label_fr AS type_fr, t.label_nl AS type_nl, d.document_date, d.captured_at,
                       p.circuit, (SELECT count(*) FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                                   WHERE dp.document_id = d.id AND g.laid_under IS NULL) AS page_count
                FROM documents d JOIN deposits p ON p.id = d.deposit_id
                LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
                WHERE d.social_file_id = $1 AND {READABLE}
                ORDER BY coalesce(d.document_date, (d.captured_at AT TIME ZONE 'Europe/Brussels')::date) DESC, d.id""",
            file_id,
        )
        sealed = await tx.rows("SELECT sealed_in($1) AS captured_at", file_id)
        await note_access(tx, "view", "social_file", file_id, row["ground"])
    return FileView(
        card=Card(**{name: value for name, value in row.items() if name not in ("ground", "is_kin")}),
        ground=row["ground"],
        members=tuple(Member(**dict(each)) for each in members),
        documents=tuple(FiledDocument(**{**each, "state": DocumentState(each["state"])}) for each in documents),
        sealed=tuple(each["captured_at"] for each in sealed),
    )


async def _opened(tx: Transaction, file_id: UUID) -> Record:
    check_decides(tx.actor)
    reason = GLASS_REASON.format(file="f.id", document="NULL::uuid")
    row = await tx.row(
        f"""{_CARD}, f.id = ANY (kin_files()) AS is_kin,
               ({FILE_GROUND}) || CASE WHEN ({FILE_GROUND}) = 'glass' THEN coalesce({reason}, '') ELSE '' END AS ground
            {_PLACE}""",
        file_id,
    )
    if row is None:
        raise NoSuchFile
    if row["is_kin"]:
        raise OwnOrRelative
    if row["ground"] is None:
        raise OtherDepartmentsFile
    return row
