"""Ask one person for documents of some types, before a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.documents.errors import UnknownChoice
from dossier.events import RequestAsked
from dossier.ids import new_id
from dossier.lifecycle import RequestState
from dossier.outbox.publish import publish
from dossier.phases.queries import check_types
from dossier.requests.access import OWN_FILE, working
from dossier.requests.errors import (
    DuePast,
    DueTooFar,
    NoFileToAskFor,
    OtherDepartmentsFile,
    PersonNeeded,
    TooManyTypes,
    TypesNeeded,
)
from dossier.requests.tell import NewNotice, tell

TYPES_MAX = 20
DUE_DAYS_MAX = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """What is asked of whom."""

    id: UUID  # named by the form, so that a second press is the same request
    beneficiary_id: UUID | None
    type_ids: tuple[UUID, ...]  # in the order of the letter; a type may be asked several times
    due_on: date
    language: str  # in which the person reads it
    note: str  # a sentence for the person
    client_id: UUID | None = None  # of the API, through which the actor asks


async def ask(actor: Actor, told: NewRequest, notices: tuple[NewNotice, ...]) -> UUID:
    """Ask, have the person told, and return the request's id; asked a second time, it is left as it is.

    Raises what `check_request` raises, and NoAddressToTell.
    """
    async with transaction(actor) as tx:
        file_id = await check_request(tx, told)
        asked_at = clock.now()
        made = await tx.value(
            """INSERT INTO document_requests (id, centre_id, social_file_id, beneficiary_id, state, language, note,
                                              due_on, asked_by, asked_at, client_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING RETURNING id""",
            told.id,
            actor.centre_id,
            file_id,
            told.beneficiary_id,
            str(RequestState.OPEN),
            told.language,
            told.note,
            told.due_on,
            actor.staff_id,
            asked_at,
            told.client_id,
        )
        if made is None:
            return told.id
        for position, type_id in enumerate(told.type_ids):
            await tx.run(
                """INSERT INTO request_items (id, centre_id, request_id, position, type_id, waits_since)
                   VALUES ($1, $2, $3, $4, $5, $6)""",
                new_id(),
                actor.centre_id,
                told.id,
                position,
                type_id,
                asked_at,
            )
        assert told.beneficiary_id is not None
        await publish(
            tx,
            RequestAsked(record_id=told.id, beneficiary_id=told.beneficiary_id, item_count=len(told.type_ids)),
        )
        await tell(tx, told.id, notices, is_reminder=False)
    return told.id


async def check_request(tx: Transaction, told: NewRequest) -> UUID:
    """Return the open file for which something can be asked.

    Raises NotYourWork, PersonNeeded, NoFileToAskFor, OtherDepartmentsFile, TypesNeeded, TooManyTypes, UnknownChoice,
    TypeLater and TypeForPilots before a type is on for the actor's team, DuePast, DueTooFar.
    """
    mine = working(tx)
    if told.beneficiary_id is None:
        raise PersonNeeded
    files = await tx.rows(
        f"""SELECT f.id, {OWN_FILE} AS theirs FROM social_files f
            JOIN social_file_members m ON m.social_file_id = f.id
            WHERE m.beneficiary_id = $3 AND f.status = 'open' ORDER BY theirs DESC, f.opened_on DESC, f.number""",
        *mine,
        told.beneficiary_id,
    )
    if not files:
        raise NoFileToAskFor
    if not files[0]["theirs"]:
        raise OtherDepartmentsFile
    if not told.type_ids:
        raise TypesNeeded
    if len(told.type_ids) > TYPES_MAX:
        raise TooManyTypes(limit=TYPES_MAX)
    known = await tx.value(
        "SELECT count(*) FROM document_types WHERE id = ANY($1) AND retired_at IS NULL", list(set(told.type_ids))
    )
    if known != len(set(told.type_ids)):
        raise UnknownChoice
    await check_types(tx, told.type_ids)
    if told.due_on < clock.today():
        raise DuePast
    if told.due_on > clock.today() + timedelta(days=DUE_DAYS_MAX):
        raise DueTooFar
    file_id: UUID = files[0]["id"]
    return file_id
