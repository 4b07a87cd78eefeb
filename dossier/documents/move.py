"""Move a filed document that stood in the wrong file, or with the wrong person; what was read there is registered."""

from uuid import UUID

from dossier import clock
from dossier.breaches.enter import enter_breach
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.documents.access import Readable, check_readable
from dossier.documents.errors import BeneficiaryNeeded
from dossier.documents.profile import file_for, set_beneficiary
from dossier.errors import Conflict, Refused
from dossier.events import DocumentMoved
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish


class NotFiled(Conflict):
    """Only a filed document can be moved. This one is not filed any more."""


class ReasonNeeded(Refused):
    """Say in a few words how it came into the wrong file."""


class SamePlace(Refused):
    """It stands there already. Choose another person or file."""


async def move(actor: Actor, document_id: UUID, beneficiary_id: UUID | None, file_number: str, words: str) -> bool:
    """Move a document to a person's open file (that of a number, else their latest); say whether it was a breach.

    What it told departments is withdrawn and told anew, of the right file; bundles of the wrong file that hold it can
    be downloaded no more. Where others than its filer and the actor had read it there, they are told, and the breach
    register has an entry; also where the person with whom it stood read it in My documents.
    Raises BeneficiaryNeeded, ReasonNeeded, SamePlace, NotFiled, what `file_for` raises,
    NoSuchDocument, Forbidden.
    """
    if beneficiary_id is None:
        raise BeneficiaryNeeded
    if not words.strip():
        raise ReasonNeeded
    async with transaction(actor) as tx:
        return await move_filed(tx, await check_readable(tx, document_id), beneficiary_id, file_number, words.strip())


async def move_filed(tx: Transaction, found: Readable, beneficiary_id: UUID, file_number: str, words: str) -> bool:
    """Move a document that the actor may read, with reason; what follows in the transaction sees the whole centre.

    Raises SamePlace, NotFiled, and what `file_for` raises.
    """
    file_id = await file_for(tx, beneficiary_id, file_number)
    await tx.see_whole_centre()  # moved, it may be out of the actor's own sight
    stood = await tx.row(
        """SELECT social_file_id, decided_by, coalesce(moved_at, decided_at) AS since, moved_at, state,
                  (SELECT array_agg(beneficiary_id) FROM document_beneficiaries WHERE document_id = $1) AS people
           FROM documents WHERE id = $1 FOR UPDATE""",
        found.id,
    )
    assert stood is not None
    if stood["state"] != DocumentState.VALIDATED:
        raise NotFiled
    if stood["social_file_id"] == file_id and stood["people"] == [beneficiary_id]:
        raise SamePlace
    await advance(tx, "documents.move", found.id, social_file_id=file_id, moved_at=clock.now())
    await set_beneficiary(tx, found.id, beneficiary_id)
    await publish(
        tx,
        DocumentMoved(
            record_id=found.id,
            deposit_id=found.deposit_id,
            from_file_id=stood["social_file_id"],
            social_file_id=file_id,
        ),
    )
    if stood["social_file_id"] != file_id:
        await end_bundles(tx, found.id, stood["social_file_id"])
    return await enter_breach(
        tx,
        found.id,
        from_file_id=stood["social_file_id"],
        to_file_id=file_id,
        filed_by=stood["decided_by"],
        filed_at=stood["since"],
        moved_before_at=stood["moved_at"],
        words=words,
    )


async def end_bundles(tx: Transaction, document_id: UUID, social_file_id: UUID) -> None:
    """Have packages of a file that hold a document be downloaded no more."""
    await tx.run(
        """UPDATE bundles SET expires_at = $3 WHERE social_file_id = $2 AND expires_at > $3
           AND id IN (SELECT bundle_id FROM bundle_documents WHERE document_id = $1)""",
        document_id,
        social_file_id,
        clock.now(),
    )
