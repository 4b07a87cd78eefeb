"""Correct the profile of a filed document that another person found wrong, inside their transaction."""

from dataclasses import replace

from dossier import clock
from dossier.database.engine import Transaction
from dossier.database.states import advance
from dossier.deposits.reopen import reopen_held
from dossier.documents.access import Readable
from dossier.documents.move import NotFiled
from dossier.documents.profile import Profile, check_profile
from dossier.documents.seal import note_seals
from dossier.events import DocumentCorrected, SecondReadingAsked
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish


async def correct_filed(tx: Transaction, found: Readable, told: Profile, *, lowers_seal: bool) -> DocumentState:
    """Have a filed document say what is told, of whom it says now and where it stands; return the state it reached.

    Under a type that asks for two readers it is filed no more: the actor is its first reader, and a colleague confirms
    it. The transaction sees the whole centre. Raises NotFiled, and what `check_profile` and `note_seals` raise.
    """
    await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", found.deposit_id)
    stood = await tx.row(
        """SELECT d.state, d.type_id, d.social_file_id, b.beneficiary_id, t.two_readers
           FROM documents d JOIN document_beneficiaries b ON b.document_id = d.id
           JOIN document_types t ON t.id = d.type_id WHERE d.id = $1 FOR UPDATE OF d""",
        found.id,
    )
    if stood is None or stood["state"] != DocumentState.VALIDATED:
        raise NotFiled
    checked = await check_profile(tx, replace(told, beneficiary_id=stood["beneficiary_id"]), stood["social_file_id"])
    await note_seals(tx, found, checked.seals, checked.sealed_as, lowers=lowers_seal)
    if checked.two_readers and not stood["two_readers"]:
        await advance(
            tx,
            "documents.correct_for_second_reading",
            found.id,
            **checked.columns(),
            decided_by=tx.actor.staff_id,
            decided_at=clock.now(),
        )
        await reopen_held(tx, found.deposit_id)
    else:
        await advance(tx, "documents.correct", found.id, **checked.columns())
    await publish(
        tx,
        DocumentCorrected(
            record_id=found.id,
            deposit_id=found.deposit_id,
            type_id=checked.type_id,
            from_type_id=stood["type_id"],
        ),
    )
    if not checked.two_readers or stood["two_readers"]:
        return DocumentState.VALIDATED
    await publish(tx, SecondReadingAsked(record_id=found.id, deposit_id=found.deposit_id, type_id=checked.type_id))
    return DocumentState.SECOND_READING
