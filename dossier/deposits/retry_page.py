"""Retry a page: a person has a page tried again that could not be made, as it was received."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.deposits.errors import NoSuchPage
from dossier.errors import Conflict
from dossier.events import PageRetried
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator


class PageNotStuck(Conflict):
    """This page is no longer stuck. Nothing needs to be done."""


async def retry_page(actor: Actor, page_id: UUID) -> None:
    """Put an unreadable page back into the queue, its picks at nought.

    Raises AdministratorOnly, NoSuchPage, PageNotStuck.
    """
    check_administrator(actor)
    async with transaction(actor, whole_centre=True, planned_once=True) as tx:
        deposit_id = await tx.value("SELECT deposit_id FROM pages WHERE id = $1", page_id)
        if deposit_id is None:
            raise NoSuchPage
        if not await advance(tx, "deposits.retry_page", page_id, picks=0, problem=None):
            raise PageNotStuck
        await publish(tx, PageRetried(record_id=page_id, deposit_id=deposit_id))
