"""At which counter a clerk sits: their session remembers it; where there is one alone, it is that."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from dossier.counter.counters import Counter, counters
from dossier.counter.scans import folder_of
from dossier.people.access import check_takes_in
from dossier.people.staff import Staff
from web.forms import text
from web.scope import AnyRequest, settings_of
from web.sessions import STAFF
from web.staff import staff_member

PATH = "/backoffice/counter"
DEPOSIT = f"{PATH}/deposits/{{deposit_id:uuid}}"
_SESSION = "counter"
_WORDS_MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceForm:
    """The counter at which a clerk sits down."""

    counter_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsForm:
    """A few letters, a number, or what a code holds."""

    words: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]


def path_of(deposit_id: UUID) -> str:
    """Return the address of a deposit at hand."""
    return f"{PATH}/deposits/{deposit_id}"


async def clerk_here(request: AnyRequest) -> Staff:
    """Return who is signed in, and takes papers in. Raises SignedOut, NotYourWork."""
    staff = await staff_member(request)
    check_takes_in(staff.actor)
    return staff


async def choices(request: AnyRequest, staff: Staff) -> tuple[Counter | None, list[Counter]]:
    """Return the counter at which a clerk sits, None while they have not said; and all there are."""
    known = await counters(staff.actor)
    if len(known) == 1:
        return known[0], known
    here = (await STAFF.of(request)).get(_SESSION)
    return next((each for each in known if str(each.id) == here), None), known


async def sat_at(request: AnyRequest, staff: Staff) -> tuple[Counter | None, list[Counter]]:
    """Return the counter whose scanner somebody uses elsewhere, None while they have not said; and those with one.

    Where there is one alone it is not theirs for that: it may stand in another room, with a colleague's papers in it.
    """
    settings = settings_of(request)
    scanners = [each for each in await counters(staff.actor) if folder_of(settings, each) is not None]
    here = (await STAFF.of(request)).get(_SESSION)
    return next((each for each in scanners if str(each.id) == here), None), scanners


async def sit_down(request: AnyRequest, counter_id: UUID | None) -> None:
    """Remember at which counter this session's clerk sits; None: they got up."""
    await (await STAFF.of(request)).remember(**{_SESSION: str(counter_id) if counter_id else None})
