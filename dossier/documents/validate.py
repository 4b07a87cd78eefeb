"""Validate a document: a staff member confirms the profile, and the document is filed."""

from dataclasses import fields
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.database.states import advance
from dossier.documents.acts import keep_act, snapshot
from dossier.documents.claim import check_in_hand
from dossier.documents.decided import already_decided
from dossier.documents.errors import SecondReaderNeeded
from dossier.documents.profile import CheckedProfile, Profile, check_profile, set_beneficiary
from dossier.documents.seal import note_seals
from dossier.events import DocumentValidated, SecondReadingAsked
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish


async def validate(
    actor: Actor,
    document_id: UUID,
    told: Profile,
    *,
    file_id: UUID | None = None,
    second_reader: bool = False,
    lowers_seal: bool = False,
) -> DocumentState:
    """File a document under the profile told, which profiles it in the same act; return the state it reached.

    `file_id`: a file of the beneficiary that the caller has checked; without it, their open one. A type that needs two
    readers, or a document for which the actor wants a `second_reader`, goes to `second_reading` first, and is filed by
    another person's validation of the same profile. `lowers_seal`: what sealed it may seal it no longer. Raises what
    `check_profile` and `note_seals` raise, SecondReaderNeeded, ClaimLost, AlreadyDecided, NoSuchDocument, Forbidden.
    """
    async with transaction(actor, planned_once=True) as tx:
        found = await check_in_hand(tx, document_id)
        checked = await check_profile(tx, told, file_id)
        await tx.see_whole_centre()  # filed elsewhere, or under a seal, it may be out of the actor's own sight
        confirmed = await tx.row(
            """SELECT d.decided_by, current_type(d.type_id) AS type_id, d.document_date, d.words, b.beneficiary_id,
                      d.valid_until, d.sender, d.reference, d.language, d.sealed_as
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
        first = second_reader or (checked.two_readers if confirmed is None else _differs(confirmed, checked))
        before = await snapshot(tx, document_id)
        await note_seals(tx, found, checked.seals, checked.sealed_as, lowers=lowers_seal)
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
        reached = DocumentState.SECOND_READING if first else DocumentState.VALIDATED
        await keep_act(tx, "second_reading" if first else "validated", document_id, before)
        if first:
            await publish(
                tx, SecondReadingAsked(record_id=document_id, deposit_id=found.deposit_id, type_id=checked.type_id)
            )
            return reached
        await publish(
            tx,
            DocumentValidated(
                record_id=document_id,
                deposit_id=found.deposit_id,
                type_id=checked.type_id,
                social_file_id=checked.social_file_id,
                reader_count=1 if confirmed is None else 2,
            ),
        )
        return reached


def _differs(confirmed: Record, checked: CheckedProfile) -> bool:
    """Say whether a profile is another than the one that a colleague confirmed: another version of a term is none."""
    return any(confirmed[each.name] != getattr(checked, each.name) for each in fields(Profile))
