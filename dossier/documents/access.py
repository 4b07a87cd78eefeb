"""Check that a staff member may read a document, by the rule of `people/access.py`, and say why not."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.engine import Record, Transaction
from dossier.documents.errors import AlreadyDecided, NoSuchDocument, TakenBackByDepositor
from dossier.errors import Forbidden
from dossier.lifecycle import WAITING, DocumentState
from dossier.people.access import (
    GLASS_REASON,
    GROUND,
    DocumentSealed,
    OtherDepartment,
    OthersFolder,
    OwnOrRelative,
    check_decides,
)
from dossier.people.roles import SEES_ALL_WAITING

HINDRANCES: dict[str, type[Forbidden]] = {
    "kin": OwnOrRelative,
    "seal": DocumentSealed,
    "department": OtherDepartment,
    "folder": OthersFolder,
}

GROUND_TOLD = f"""(({GROUND}) || CASE WHEN ({GROUND}) = 'glass'
    THEN coalesce({GLASS_REASON.format(file="d.social_file_id", document="d.id")}, '') ELSE '' END)"""
"""SQL over documents `d`: the ground as the access log keeps it, with the reason for which a glass was broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A document that the actor may read."""

    id: UUID
    deposit_id: UUID
    document_count: int  # of its deposit
    state: DocumentState
    ground: str  # on which the actor reads it, as the access log keeps it


async def check_readable(tx: Transaction, document_id: UUID) -> Readable:
    """Return a document's place and state.

    Raises NotYourWork, NoSuchDocument, TakenBackByDepositor, OtherDepartment, DocumentSealed, OwnOrRelative.
    """
    return _readable(document_id, await _row(tx, document_id))


async def check_waiting(tx: Transaction, document_id: UUID) -> Readable:
    """Return the place and state of a document that waits for a decision.

    Whoever could decide it and comes too late is told who was first, though they may not read it any more. Raises
    AlreadyDecided, and what `check_readable` raises.
    """
    row = await _row(tx, document_id)
    was_readable = row["hindrance"] != "kin" and bool(tx.actor.roles & SEES_ALL_WAITING)
    if DocumentState(row["state"]) not in WAITING and (row["ground"] or was_readable):
        raise AlreadyDecided(name=row["decided_name"] or "–")
    return _readable(document_id, row)


async def _row(tx: Transaction, document_id: UUID) -> Record:
    check_decides(tx.actor)
    row = await tx.row(
        f"""SELECT place.*, (SELECT {GROUND_TOLD} FROM documents d WHERE d.id = $1) AS ground
            FROM document_place($1) place""",
        document_id,
    )
    if row is None or row["state"] in {DocumentState.DISPOSED, DocumentState.EMPTIED}:
        raise NoSuchDocument
    if row["state"] == DocumentState.WITHDRAWN:
        raise TakenBackByDepositor
    return row


def _readable(document_id: UUID, row: Record) -> Readable:
    if row["ground"] is None:
        raise HINDRANCES[row["hindrance"]]
    return Readable(
        id=document_id,
        deposit_id=row["deposit_id"],
        document_count=row["document_count"],
        state=DocumentState(row["state"]),
        ground=row["ground"],
    )
