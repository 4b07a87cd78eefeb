"""The seal of a document: its type's, and one that a hand puts on it. It never falls silently."""

from typing import Literal
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.documents.access import Readable
from dossier.documents.errors import SealWouldFall
from dossier.events import SealLowered, SealSet
from dossier.outbox.publish import publish

Seal = Literal["medical", "judicial"]


async def kept_seals(tx: Transaction, document_id: UUID) -> frozenset[str]:
    """Return what seals a document by what staff said of it; what its depositor chose is a proposal."""
    rows = await tx.rows(
        """SELECT seal FROM documents d LEFT JOIN document_types t ON t.id = d.type_id,
                  LATERAL (VALUES (t.sensitivity), (d.sealed_as)) kept (seal)
           WHERE d.id = $1 AND seal IN ('medical', 'judicial')""",
        document_id,
    )
    return frozenset(each["seal"] for each in rows)


async def note_seals(
    tx: Transaction, found: Readable, seals: frozenset[Seal], by_hand: Seal | None, *, lowers: bool
) -> None:
    """Note which seal a hand sets beside the type's, and which ones a profile lets fall.

    Raises SealWouldFall where one would fall and nobody said that it may.
    """
    kept = await kept_seals(tx, found.id)
    if kept - seals and not lowers:
        raise SealWouldFall
    if by_hand and by_hand not in kept:
        await publish(tx, SealSet(record_id=found.id, deposit_id=found.deposit_id, kind=by_hand))
    for kind in sorted(kept - seals):
        await publish(tx, SealLowered(record_id=found.id, deposit_id=found.deposit_id, kind=kind))
