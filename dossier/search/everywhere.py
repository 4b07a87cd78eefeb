"""Search everywhere: people and their files, receipts and documents, by a few letters or figures."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.files.access import OPENABLE
from dossier.people.access import READABLE, check_decides
from dossier.people.cipher import NissCipher
from dossier.people.named import named
from dossier.people.niss import NISS, NissMistyped
from dossier.search.texts import FoundDocument, documents_with_in

PEOPLE_AT_MOST = 8
DOCUMENTS_AT_MOST = 6
_FIGURES = re.compile(r"[\d\s./-]{3,}")
_DASHES = re.compile(r"[\s./-]")
_FILE_SERIAL, _RECEIPT_YEAR = 6, 2
_LETTERS_LEAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person with a file in which they stand; the file is opened only where the actor may."""

    id: UUID
    first_name: str
    last_name: str
    birth_date: date | None
    social_file_id: UUID | None
    file_number: str | None
    file_status: str | None
    department_code: str | None
    openable: bool

    @property
    def name(self) -> str:
        """Return the name as lists write it."""
        return f"{self.last_name} {self.first_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReceipt:
    """A receipt; it names nobody."""

    number: str
    document_id: UUID | None  # the first of its documents that the actor may read


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that fits, in groups."""

    people: tuple[FoundPerson, ...] = ()
    receipts: tuple[FoundReceipt, ...] = ()
    documents: tuple[FoundDocument, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was found."""
        return not (self.people or self.receipts or self.documents)


async def search_everywhere(actor: Actor, words: str, cipher: NissCipher) -> Found:
    """Find what fits some words: a NISS typed whole, figures that begin a number, or letters. Raises NotYourWork."""
    check_decides(actor)
    words = " ".join(words.split())
    async with transaction(actor) as tx:
        if (niss := _niss(words)) is not None:
            return Found(people=await _people(tx, "b.niss_index = $1", cipher.blind_index(actor.centre_id, niss)))
        if _FIGURES.fullmatch(words):
            return await _numbered(tx, _DASHES.sub("", words))
        parts = words.split()
        if not parts or len(words) < 2:  # noqa: PLR2004 - one letter finds everybody
            return Found()
        people = await _named(tx, words)
        documents = await documents_with_in(tx, words, DOCUMENTS_AT_MOST) if len(words) >= _LETTERS_LEAST else []
        return Found(people=people, documents=tuple(documents))


_PERSON = f"""SELECT b.id, b.first_name, b.last_name, b.birth_date, f.id AS social_file_id, f.number AS file_number,
                     f.status AS file_status, d.code AS department_code, {OPENABLE} AS openable
              FROM beneficiaries b LEFT JOIN social_file_members m ON m.beneficiary_id = b.id
              LEFT JOIN social_files f ON f.id = m.social_file_id LEFT JOIN departments d ON d.id = f.department_id"""
_ORDER = f"""ORDER BY {OPENABLE} DESC, b.search_name, f.status DESC, f.number LIMIT {PEOPLE_AT_MOST}"""


async def _people(tx: Transaction, condition: str, value: object) -> tuple[FoundPerson, ...]:
    rows = await tx.rows(f"{_PERSON} WHERE {condition} {_ORDER}", value)
    return tuple(FoundPerson(**dict(row)) for row in rows)


async def _named(tx: Transaction, words: str) -> tuple[FoundPerson, ...]:
    """Find people in whose names all words stand, in any order; where there are none, those of nearly such names."""
    found = await named(tx, words, enough=1, most=PEOPLE_AT_MOST)
    ids = found.spelt or found.sounding
    return await _people(tx, "b.id = ANY($1)", ids) if ids else ()


async def _numbered(tx: Transaction, figures: str) -> Found:
    """Find files and receipts whose numbers begin with some figures: `NNNNNN-CC` and `YY-NNNNNN-CC`."""
    file_number = f"{figures[:_FILE_SERIAL]}{'-' if len(figures) > _FILE_SERIAL else ''}{figures[_FILE_SERIAL:]}"
    serial = figures[_RECEIPT_YEAR:]
    receipt = f"{figures[:_RECEIPT_YEAR]}-{serial[:_FILE_SERIAL]}"
    receipt += f"-{serial[_FILE_SERIAL:]}" if len(serial) > _FILE_SERIAL else ""
    people = await _people(tx, "m.role = 'holder' AND f.number ^@ $1", file_number)
    rows = await tx.rows(
        f"""SELECT r.number, (SELECT d.id FROM documents d LEFT JOIN social_files f ON f.id = d.social_file_id
                              WHERE d.deposit_id = r.deposit_id AND d.state NOT IN ('disposed', 'emptied')
                                AND {READABLE}
                              ORDER BY d.position LIMIT 1) AS document_id
            FROM receipts r WHERE r.number ^@ $1 ORDER BY r.number LIMIT {PEOPLE_AT_MOST}""",
        receipt,
    )
    return Found(people=people, receipts=tuple(FoundReceipt(**dict(row)) for row in rows))


def _niss(words: str) -> NISS | None:
    try:
        return NISS.parse(words)
    except NissMistyped:
        return None
