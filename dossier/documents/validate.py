"""Validate a document: a staff member confirms the profile, and the document is filed."""

from dataclasses import fields
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.database.states import advance
from dossier.documents.claim import check_in_hand
from dossier.documents.decided import already_decided
from dossier.documents.errors import SecondReaderNeeded
from dossier.documents.profile import CheckedProfile, Profile, check_profile, set_beneficiary
from dossier.events import DocumentValidated, SecondReadingAsked
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish


async def validate(actor: Actor, document_id: UUID, told: Profile) -> DocumentState:
    """File a document under the profile told, which profiles it in the same act; return the state it reached.

    A type that needs two readers goes to `second_reading` first, and is filed by another person's validation of the
    same profile. Raises what `check_profile` raises, SecondReaderNeeded, ClaimLost, AlreadyDecided, NoSuchDocument,
    Forbidden.
    """
    async with transaction(actor) as tx:
        found = await check_in_hand(tx, document_id)
        checked = await check_profile(tx, told)
        await tx.see_whole_centre()  # filed elsewhere, or under a seal, it may be out of the actor's own sight
        confirmed = await tx.row(
            """SELECT d.decided_by, current_type(d.type_id) AS type_id, d.document_date, d.words, b.beneficiary_id
               FROM documents d LEFT JOIN document_beneficiaries b ON b.document_id = d.id
               WHERE d.id = $1 AND d.state = 'second_reading' FOR UPDATE OF d""",
            document_id,
        )
        if confirmed is not None and confirmed["decided_by"] == actor.staff_id:
            raise SecondReaderNeeded
        # What is filed was confirmed by two people as it stands. Whoever changes the profile at second reading is the
        # only one who saw the new one: they become its first reader, whatever type it has now, else a document could
        # be filed by one person under a type that asks for one. Better than to insist on the old profile: a wrong one
        # could then only be refused, and the depositor would hear of a mistake that is ours.
        first = checked.two_readers if confirmed is None else _differs(confirmed, checked)
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


def _differs(confirmed: Record, checked: CheckedProfile) -> bool:
    """Say whether a profile is another than the one that a colleague confirmed: another version of a term is none."""
    return any(confirmed[each.name] != getattr(checked, each.name) for each in fields(Profile))
