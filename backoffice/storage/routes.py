"""The store: the last checks, what does not fit, a check at once, and the removal of bytes that are nobody's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import screen, tell
from dossier.clock import now
from dossier.reconcile.ask import ask
from dossier.reconcile.queries import orphan, report
from dossier.reconcile.remove_orphan import REMOVED_AT_ONCE, remove_orphan, remove_orphans
from dossier.reconcile.values import Kind
from web.catalogues import mark
from web.forms import NotAChoice, read
from web.pages import see_other
from web.scope import AnyRequest, resources_of
from web.staff import staff_member

PATH = "/backoffice/storage"

_FROM_THE_BACKUP = mark("Put the file back from the backup, under its key.")
KINDS = {
    Kind.MISSING: (mark("Gone"), _FROM_THE_BACKUP),
    Kind.TRUNCATED: (mark("Cut short"), _FROM_THE_BACKUP),
    Kind.ZERO_BYTE: (mark("Empty file"), _FROM_THE_BACKUP),
    Kind.FLIPPED: (mark("Changed"), mark("Put the file back from the backup, then have the disk looked at.")),
    Kind.SWAPPED: (mark("Another record's bytes"), mark("Put both files back from the backup, each under its key.")),
    Kind.UNREADABLE: (
        mark("Cannot be read"),
        mark("The store works, but keeps this file back. Have the disk looked at, then put the file back."),
    ),
    Kind.ORPHAN: (
        mark("Belongs to nobody"),
        mark("Most often of a deposit that was broken off. It does no harm; remove it when you are sure."),
    ),
}
"""Each kind in words, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckForm:
    """How deep to look."""

    deep: bool


def _moment(typed: str) -> datetime:
    try:
        return datetime.fromisoformat(typed)
    except ValueError:
        raise NotAChoice from None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalsForm:
    """Up to when what is removed was found: nothing that came up after the question."""

    until: Annotated[datetime, _moment]


@get(PATH)
async def show_storage(request: AnyRequest) -> Response[str]:
    """Show how the store stands."""
    staff = await staff_member(request)
    return await screen(
        request, staff, "backoffice/storage/storage.html", block="store", report=await report(staff.actor), kinds=KINDS
    )


@post(f"{PATH}/checks", status_code=200)
async def add_check(request: AnyRequest) -> Response[str]:
    """Have the worker check the store at once."""
    staff = await staff_member(request)
    form = await read(request, CheckForm)
    await ask(staff.actor, deep=form.value is not None and form.value.deep)
    await tell(request, "check_asked")
    return see_other(request, PATH)


@get(f"{PATH}/orphans/{{finding_id:uuid}}/removal")
async def ask_removal(request: AnyRequest, finding_id: FromPath[UUID]) -> Response[str]:
    """Ask once more before bytes are deleted."""
    staff = await staff_member(request)
    found = await orphan(staff.actor, finding_id)
    return await screen(request, staff, "backoffice/storage/removal.html", orphan=found)


@post(f"{PATH}/orphans/{{finding_id:uuid}}/removal", status_code=200)
async def remove(request: AnyRequest, finding_id: FromPath[UUID]) -> Response[str]:
    """Delete bytes that belong to nobody."""
    staff = await staff_member(request)
    await remove_orphan(resources_of(request), staff.actor, finding_id)
    await tell(request, "orphan_removed")
    return see_other(request, PATH)


@get(f"{PATH}/orphans/removal")
async def ask_removals(request: AnyRequest) -> Response[str]:
    """Ask once more before all bytes that belong to nobody are deleted."""
    staff = await staff_member(request)
    found = (await report(staff.actor)).counts.get(Kind.ORPHAN, 0)
    return await screen(
        request, staff, "backoffice/storage/removals.html", count=min(found, REMOVED_AT_ONCE), until=now().isoformat()
    )


@post(f"{PATH}/orphans/removal", status_code=200)
async def remove_all(request: AnyRequest) -> Response[str]:
    """Delete all that belonged to nobody when the question was asked."""
    staff = await staff_member(request)
    form = await read(request, RemovalsForm)
    if form.value is not None:
        await remove_orphans(resources_of(request), staff.actor, form.value.until)
        await tell(request, "orphan_removed")
    return see_other(request, PATH)


ROUTES = [show_storage, add_check, ask_removal, remove, ask_removals, remove_all]
