"""Undo an act at the desk: the document is as it was before, and in the hands of whoever had decided it."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.database.states import advance
from dossier.deposits.reopen import reopen_held
from dossier.documents.acts import COLUMNS, UNDONE_AT_MOST, snapshot
from dossier.documents.claim import hold_deposit
from dossier.errors import Conflict, Missing
from dossier.events import DecisionUndone
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish
from dossier.people.access import check_decides

_VERBS = {
    DocumentState.CAPTURED: "documents.undo",
    DocumentState.PROFILED: "documents.undo_profiled",
    DocumentState.SECOND_READING: "documents.undo_second_reading",
}


class NoSuchAct(Missing):
    """This is not yours to undo, or it was too long ago."""


class NothingToUndo(Conflict):
    """There is nothing of yours left to undo."""


class UndoOver(Conflict):
    """This cannot be undone any more: whoever is concerned has been told. Move the document, or ask a colleague."""


class ChangedSince(Conflict):
    """Somebody has done something with this document since. It stays as it is now."""


async def undo(actor: Actor, act_id: UUID | None, *, undo_seconds: int, lease_seconds: int) -> UUID:
    """Undo one of the actor's last acts, or the very last (None); return its document, which they have in hand again.

    Raises NotYourWork, NothingToUndo, NoSuchAct, UndoOver, ChangedSince, ClaimedByOther.
    """
    check_decides(actor)
    async with transaction(actor, whole_centre=True) as tx:  # filed, it may be out of the actor's own sight
        act = await _act(tx, act_id)
        if act["undone_at"] is not None or act["later"] >= UNDONE_AT_MOST:
            raise UndoOver
        if act["done_at"] <= clock.now() - timedelta(seconds=undo_seconds):
            raise UndoOver
        document_id: UUID = act["document_id"]
        deposit_id = await hold_deposit(tx, document_id, lease_seconds)
        await tx.run("SELECT FROM documents WHERE id = $1 FOR UPDATE", document_id)
        if not await tx.value(
            "SELECT after = $2::jsonb FROM desk_acts WHERE id = $1", act["id"], await snapshot(tx, document_id)
        ):
            raise ChangedSince
        await _restore(tx, document_id, act["before"])
        await reopen_held(tx, deposit_id)
        await tx.run("UPDATE desk_acts SET undone_at = $2 WHERE id = $1", act["id"], clock.now())
        await publish(tx, DecisionUndone(record_id=document_id, deposit_id=deposit_id, kind=act["kind"]))
    return document_id


async def _act(tx: Transaction, act_id: UUID | None) -> Record:
    """Return the act, held until commit, and how many came after it. Raises NoSuchAct, NothingToUndo."""
    row = await tx.row(
        """SELECT a.*, (SELECT count(*) FROM desk_acts l WHERE l.staff_id = $1
                        AND (l.done_at, l.id) > (a.done_at, a.id)) AS later
           FROM desk_acts a WHERE a.staff_id = $1 AND (a.id = $2 OR $2 IS NULL AND a.undone_at IS NULL)
           ORDER BY a.done_at DESC, a.id DESC LIMIT 1 FOR UPDATE""",
        tx.actor.staff_id,
        act_id,
    )
    if row is None:
        raise NoSuchAct if act_id else NothingToUndo
    return row


async def _restore(tx: Transaction, document_id: UUID, before: str) -> None:
    """Write what an act had found into the rows. Raises ChangedSince."""
    was = await tx.row(f"SELECT state, {', '.join(COLUMNS)} FROM jsonb_populate_record(NULL::documents, $1)", before)
    assert was is not None
    columns = {name: was[name] for name in COLUMNS}
    if not await advance(tx, _VERBS[DocumentState(was["state"])], document_id, **columns):
        raise ChangedSince
    await tx.run("DELETE FROM document_beneficiaries WHERE document_id = $1", document_id)
    await tx.run(
        """INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id)
           SELECT $1, $2, each::uuid FROM jsonb_array_elements_text($3::jsonb -> 'beneficiary_ids') each""",
        tx.actor.centre_id,
        document_id,
        before,
    )
