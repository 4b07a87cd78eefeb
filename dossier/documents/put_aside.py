"""Put documents aside until a day, with a reason; fetch them back before. A date and a reason, no state."""

from datetime import date, timedelta
from enum import StrEnum

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.choosing import Act, Chosen, held
from dossier.documents.let_go import let_go
from dossier.documents.many_acts import as_they_are, keep_many
from dossier.errors import Refused
from dossier.events import DocumentFetchedBack, DocumentPutAside
from dossier.outbox.publish import publish
from dossier.people.office import calendar_of
from dossier.settings import Settings

LONGEST_DAYS = 92
USUAL_WORKING_DAYS = 5


class AsideReason(StrEnum):
    """Why a document can wait."""

    DEPOSITOR = "depositor"  # who is asked something
    COLLEAGUE = "colleague"
    OUTSIDE = "outside"  # another office, a court, a landlord
    PAPER = "paper"  # the paper itself is looked at
    OTHER = "other"  # told in words


class AsideDay(Refused):
    """Choose a day from tomorrow on, within three months."""


class AsideWords(Refused):
    """Say in a few words why it waits."""


async def put_aside(actor: Actor, chosen: Chosen, reason: AsideReason, note: str, until: date) -> int:
    """Put what is chosen aside until a day on which it comes back by itself; return how many documents.

    `note` is kept with the document and shown to colleagues. Raises AsideDay, AsideWords, NothingChosen, NotYourWork.
    """
    if not timedelta(0) < until - clock.today() <= timedelta(days=LONGEST_DAYS):
        raise AsideDay
    if reason is AsideReason.OTHER and not note.strip():
        raise AsideWords
    async with transaction(actor) as tx:
        found = await held(tx, Act.PUT_ASIDE, chosen)
        ids = [each["id"] for each in found]
        before = await as_they_are(tx, ids)
        await tx.run(
            """UPDATE documents SET aside_until = $2, aside_reason = $3, aside_note = $4, aside_by = $5
               WHERE id = ANY ($1)""",
            ids,
            until,
            str(reason),
            note.strip(),
            actor.staff_id,
        )
        await keep_many(tx, Act.PUT_ASIDE, ids, before)
        await let_go(tx, (each["deposit_id"] for each in found))
        for each in found:
            await publish(
                tx, DocumentPutAside(record_id=each["id"], deposit_id=each["deposit_id"], reason_code=str(reason))
            )
        return len(found)


async def fetch_back(actor: Actor, chosen: Chosen) -> int:
    """Let what is aside wait in the queue again, now; return how many documents. Raises NothingChosen, NotYourWork."""
    async with transaction(actor) as tx:
        found = await held(tx, Act.FETCH_BACK, chosen)
        ids = [each["id"] for each in found]
        before = await as_they_are(tx, ids)
        await tx.run(
            """UPDATE documents SET aside_until = NULL, aside_reason = NULL, aside_note = '', aside_by = NULL
               WHERE id = ANY ($1)""",
            ids,
        )
        await keep_many(tx, Act.FETCH_BACK, ids, before)
        for each in found:
            await publish(tx, DocumentFetchedBack(record_id=each["id"], deposit_id=each["deposit_id"]))
        return len(found)


async def usual_day(actor: Actor, settings: Settings) -> date:
    """Return the day that is proposed: five working days from now, by the centre's calendar."""
    async with transaction(actor) as tx:
        calendar = await calendar_of(tx, settings)
    return calendar.days_later(clock.now(), USUAL_WORKING_DAYS).date()
