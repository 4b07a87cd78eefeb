"""The personal link: what the QR code of a letter or a card holds, so that nobody types a file number."""

import re
from dataclasses import dataclass
from uuid import UUID

from dossier import signing
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Missing
from dossier.journal.record import note_access
from dossier.people.access import FILE_GROUND, OtherDepartment, check_decides

PURPOSE = "letter"
_LINK = re.compile(r"https?://[^/\s]+(?:/[^/\s]+)*/l/([\w.-]{20,200})")


class NoOpenFile(Missing):
    """This person has no open social file, so there is nothing to write to them about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a personal letter says and to whom: the holder of an open file."""

    social_file_id: UUID
    beneficiary_id: UUID
    file_number: str
    first_name: str
    last_name: str
    street: str
    postcode: str
    town: str
    language: str
    centre_fr: str
    centre_nl: str

    def centre(self) -> str:
        """Return the centre's name in the language of who reads the letter."""
        return self.centre_nl if self.language == "nl" else self.centre_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced:
    """What a code says of whoever shows it; the birth date is still asked."""

    file_number: str
    language: str | None  # that of its paper; None where nobody holds the file


def link_token(social_file_id: UUID) -> str:
    """Return the token of a file's personal link; the birth date is still asked."""
    return signing.sign(PURPOSE, social_file_id.hex)


def file_of_link(text: str) -> UUID | None:
    """Return the file of a personal link, wherever its address leads; None for every other text."""
    found = _LINK.fullmatch(text)
    try:
        return UUID(signing.read(PURPOSE, found[1])) if found else None
    except signing.BadToken:
        return None


async def file_number(actor: Actor, token: str) -> str:
    """Return the number of the file that a personal link belongs to.

    Raises BadToken when the link is not ours, or its file is no longer there.
    """
    return (await introduced_by_letter(actor, token)).file_number


async def introduced_by_letter(actor: Actor, token: str) -> Introduced:
    """Return the file that a personal link belongs to, and the language of its letters.

    Raises BadToken when the link is not ours, or its file is no longer there.
    """
    social_file_id = UUID(signing.read(PURPOSE, token))
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT f.number, b.language FROM social_files f
               LEFT JOIN social_file_members m ON m.social_file_id = f.id AND m.role = 'holder'
               LEFT JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE f.id = $1 ORDER BY b.id LIMIT 1""",
            social_file_id,
        )
    if row is None:
        raise signing.BadToken
    return Introduced(file_number=row["number"], language=row["language"])


async def file_of_beneficiary(actor: Actor, beneficiary_id: UUID) -> UUID:
    """Return the open file of a beneficiary, the latest where there are several. Raises NoOpenFile."""
    async with transaction(actor) as tx:
        found: UUID | None = await tx.value(
            """SELECT f.id FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
               WHERE m.beneficiary_id = $1 AND f.status = 'open' ORDER BY f.opened_on DESC, f.number LIMIT 1""",
            beneficiary_id,
        )
    if found is None:
        raise NoOpenFile
    return found


async def letter(actor: Actor, social_file_id: UUID) -> Letter:
    """Return the personal letter of a file, for those who work on it; that it was asked for is logged as a print.

    Raises NotYourWork, NoOpenFile, OtherDepartment.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        row = await tx.row(
            f"""SELECT f.id AS social_file_id, f.number AS file_number, b.id AS beneficiary_id, b.first_name,
                      b.last_name, b.street, b.postcode, b.town, b.language, c.name_fr AS centre_fr,
                      c.name_nl AS centre_nl, {FILE_GROUND} AS ground
               FROM social_files f
               JOIN centres c ON c.id = f.centre_id
               JOIN social_file_members m ON m.social_file_id = f.id AND m.role = 'holder'
               JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE f.id = $1 AND f.status = 'open' ORDER BY b.id LIMIT 1""",
            social_file_id,
        )
        if row is None:
            raise NoOpenFile
        if row["ground"] is None:
            raise OtherDepartment
        await note_access(tx, "print", "social_file", social_file_id, row["ground"])
    return Letter(**{name: value for name, value in row.items() if name != "ground"})
