"""Questions about people: find beneficiaries by a few letters, their files, the centre itself."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, connection, transaction
from dossier.errors import Unavailable
from dossier.ids import read_number
from dossier.people.cipher import NissCipher
from dossier.people.letters import file_of_link
from dossier.people.named import named
from dossier.people.niss import NISS, NissMistyped

FOUND_AT_MOST = 12


class NoSuchCentre(Unavailable):
    """This centre has not been set up yet. Tell the administrator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBeneficiary:
    """A beneficiary as a list of suggestions shows them."""

    id: UUID
    first_name: str
    last_name: str
    birth_date: date | None
    town: str
    social_file_id: UUID | None
    file_number: str | None
    department_code: str | None


async def centre_id_of(code: str) -> UUID:
    """Return the id of the centre with a code.

    Raises NoSuchCentre.
    """
    async with connection() as lent:
        found: UUID | None = await lent.fetchval("SELECT find_centre($1)", code)
    if found is None:
        raise NoSuchCentre
    return found


async def all_centres() -> list[UUID]:
    """Return the ids of all centres, for the worker's rounds."""
    async with connection() as lent:
        return [row[0] for row in await lent.fetch("SELECT all_centres()")]


async def centre_code(actor: Actor) -> str:
    """Return the code of the actor's centre."""
    async with transaction(actor) as tx:
        return str(await tx.value("SELECT code FROM centres WHERE id = $1", actor.centre_id))


async def centre_name(actor: Actor, language: str) -> str:
    """Return the name of the actor's centre in a language."""
    async with transaction(actor) as tx:
        row = await tx.row("SELECT name_fr, name_nl FROM centres WHERE id = $1", actor.centre_id)
    assert row is not None
    return str(row["name_nl" if language == "nl" else "name_fr"])


_FOUND = """SELECT b.id, b.first_name, b.last_name, b.birth_date, b.town, f.id AS social_file_id,
                   f.number AS file_number, d.code AS department_code
            FROM beneficiaries b
            LEFT JOIN social_file_members m ON m.beneficiary_id = b.id
            LEFT JOIN social_files f ON f.id = m.social_file_id AND f.status = 'open'
            LEFT JOIN departments d ON d.id = f.department_id"""


async def find_beneficiaries(actor: Actor, words: str, cipher: NissCipher) -> list[FoundBeneficiary]:
    """Find beneficiaries by name (in any order, as it sounds, with a typo), file number, NISS or letter, best first.

    A letter or a card is read by a scanner that types: what its QR code holds.
    """
    words = words.strip()
    if not words:
        return []
    async with transaction(actor) as tx:
        if (file_id := file_of_link(words)) is not None:
            rows = await tx.rows(f"{_FOUND} WHERE f.id = $1 ORDER BY m.role = 'holder' DESC", file_id)
        elif (number := read_number(words)) is not None:
            rows = await tx.rows(f"{_FOUND} WHERE f.number = $1 ORDER BY m.role = 'holder' DESC", number)
        elif (niss := _niss(words)) is not None:
            rows = await tx.rows(f"{_FOUND} WHERE b.niss_index = $1", cipher.blind_index(actor.centre_id, niss))
        else:
            found = await named(tx, words, enough=FOUND_AT_MOST, most=FOUND_AT_MOST)
            rows = await tx.rows(
                f"""{_FOUND} WHERE b.id = ANY($2) OR b.id = ANY($3)
                    ORDER BY array_position($3, b.id) NULLS FIRST, b.search_name LIKE fold($1) || '%' DESC,
                             word_similarity(fold($1), b.search_name) DESC, b.search_name, f.number
                    LIMIT {FOUND_AT_MOST}""",
                words,
                found.spelt,
                found.sounding,
            )
    return [FoundBeneficiary(**dict(row)) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentChoice:
    """A department as lists show it."""

    id: UUID
    code: str
    label_fr: str
    label_nl: str

    def label(self, language: str) -> str:
        """Return what it is called in a language; French for any but Dutch."""
        return self.label_nl if language == "nl" else self.label_fr


async def departments(actor: Actor) -> list[DepartmentChoice]:
    """Return the centre's departments: those of the first line first."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT id, code, label_fr, label_nl FROM departments
               ORDER BY array_position(ARRAY['first', 'second', 'support'], line), code"""
        )
    return [DepartmentChoice(**dict(row)) for row in rows]


async def beneficiary(actor: Actor, beneficiary_id: UUID) -> FoundBeneficiary | None:
    """Return one beneficiary as a suggestion; None when there is none of this id."""
    async with transaction(actor) as tx:
        return await beneficiary_in(tx, beneficiary_id)


async def beneficiary_in(tx: Transaction, beneficiary_id: UUID) -> FoundBeneficiary | None:
    """Return one beneficiary as a suggestion, inside a transaction that is open."""
    row = await tx.row(f"{_FOUND} WHERE b.id = $1 ORDER BY f.number LIMIT 1", beneficiary_id)
    return FoundBeneficiary(**dict(row)) if row else None


def _niss(words: str) -> NISS | None:
    try:
        return NISS.parse(words)
    except NissMistyped:
        return None
