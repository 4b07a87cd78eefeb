"""Validate a document: a staff member confirms the profile, and the document is filed."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.documents.claim import check_in_hand
from dossier.documents.decided import already_decided
from dossier.documents.errors import SecondReaderNeeded
from dossier.documents.profile import Profile, check_profile, set_beneficiary
from dossier.events import DocumentValidated, SecondReadingAsked
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish


async def validate(actor: Actor, document_id: UUID, told: Profile) -> DocumentState:
    """File a document under the profile told, which profiles it in the same act; return the state it reached.

    A type that needs two readers goes to `second_reading` first, and is filed by another person's validation. Raises
    what `check_profile` raises, SecondReaderNeeded, ClaimLost, AlreadyDecided, NoSuchDocument, Forbidden.
    """
    async with transaction(actor) as tx:
        found = await check_in_hand(tx, document_id)
        checked = await check_profile(tx, told)
        first_reader = await tx.value(
            "SELECT decided_by FROM documents WHERE id = $1 AND state = 'second_reading' FOR UPDATE", document_id
        )
        if first_reader == actor.staff_id and first_reader is not None:
            raise SecondReaderNeeded
        first = checked.two_readers and first_reader is None
        if not await advance(
            tx,
            "documents.ask_second_reading" if first else "documents.validate",
            document_id,
            **checked.columns(),
            decided_by=actor.staff_id,
            decided_at=clock.now(),
        ):
            raise await already_decided(tx, document_id)
        await set_beneficiary(tx, document_id, checked.beneficiary_id)
        if first:
            await publish(
                tx, SecondReadingAsked(record_id=document_id, deposit_id=found.deposit_id, type_id=checked.type_id)
            )
            return DocumentState.SECOND_READING
        await publish(
            tx,
            DocumentValidated(
                record_id=document_id,
                deposit_id=found.deposit_id,
                type_id=checked.type_id,
                social_file_id=checked.social_file_id,
            ),
        )
        return DocumentState.VALIDATED
