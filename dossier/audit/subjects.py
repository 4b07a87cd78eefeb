"""What a search is about: a deposit by its receipt's number, a social file by its own; and all that belongs to it."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.errors import Missing
from dossier.ids import read_number


class NoSuchNumber(Missing):
    """We know no receipt and no social file of this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A deposit or a social file, and the number that people know it by."""

    id: UUID
    kind: Literal["deposit", "social_file"]
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """The ids of all that belongs to a subject, itself among them."""

    records: list[UUID]
    deposits: list[str]  # of which every event counts; as an event's facts write an id


_SUBJECT = """SELECT r.deposit_id AS id, 'deposit' AS kind, r.number FROM receipts r WHERE r.{deposit} = $1
              UNION ALL SELECT f.id, 'social_file', f.number FROM social_files f WHERE f.{file} = $1"""

_BELONGINGS = """WITH
    own AS (SELECT id FROM deposits WHERE id = $1 OR social_file_id = $1),
    documents AS (SELECT d.id FROM documents d WHERE d.social_file_id = $1 OR d.deposit_id IN (SELECT id FROM own)),
    pages AS (SELECT page_id AS id FROM page_places WHERE document_id IN (SELECT id FROM documents))
    SELECT array(
        SELECT $1 UNION SELECT id FROM own UNION SELECT id FROM documents UNION SELECT id FROM pages
        UNION SELECT original_id FROM public.pages g WHERE g.id IN (SELECT id FROM pages)
        UNION SELECT id FROM receipts WHERE deposit_id IN (SELECT id FROM own)
        UNION SELECT beneficiary_id FROM social_file_members WHERE social_file_id = $1
        UNION SELECT x.id FROM exports x JOIN social_file_members m ON m.beneficiary_id = x.beneficiary_id
        WHERE m.social_file_id = $1
    ) AS records, array(SELECT id::text FROM own) AS deposits"""


async def subject_numbered(tx: Transaction, typed: str) -> Subject:
    """Return the deposit or file of a number, as a person typed it. Raises NoSuchNumber."""
    row = await tx.row(_SUBJECT.format(deposit="number", file="number"), read_number(typed) or "")
    if row is None:
        raise NoSuchNumber
    return Subject(**dict(row))


async def subject_of(tx: Transaction, subject_id: UUID) -> Subject:
    """Return the deposit or file of an id. Raises NoSuchNumber."""
    row = await tx.row(_SUBJECT.format(deposit="deposit_id", file="id"), subject_id)
    if row is None:
        raise NoSuchNumber
    return Subject(**dict(row))


async def belongings(tx: Transaction, subject: Subject) -> Belongings:
    """Return what belongs to a subject: of a file, what was handed over for it and what is filed in it."""
    row = await tx.row(_BELONGINGS, subject.id)
    assert row is not None
    return Belongings(records=list(row["records"]), deposits=list(row["deposits"]))
