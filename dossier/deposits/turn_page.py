"""Turn a page: a person says which way up it is; a new version is made from the untouched original."""

import json
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.deposits.errors import NoSuchPage
from dossier.errors import Conflict
from dossier.events import PageTurned
from dossier.outbox.publish import publish

FULL_TURN_DEGREES = 360


class PageBusy(Conflict):
    """This page is being made just now. Wait a moment, then turn it."""


async def turn_page(actor: Actor, deposit_id: UUID, page_id: UUID, by_degrees: int) -> None:
    """Turn a page of a deposit clockwise by 90, 180 or 270 degrees, on top of how it stands now.

    Raises NoSuchPage when the deposit has no such page, PageBusy while it is being made.
    """
    async with transaction(actor) as tx:
        page = await tx.row(
            """SELECT recipe_version, coalesce(rotation_degrees, 0) AS rotation_degrees, forced::text
               FROM pages WHERE id = $1 AND deposit_id = $2 FOR UPDATE""",
            page_id,
            deposit_id,
        )
        if page is None:
            raise NoSuchPage
        rotation = (page["rotation_degrees"] + by_degrees) % FULL_TURN_DEGREES
        version = page["recipe_version"] + 1
        forced = {**json.loads(page["forced"] or "{}"), "rotation": rotation}
        turned = await advance(
            tx, "deposits.turn_page", page_id, forced=json.dumps(forced), recipe_version=version, picks=0
        )
        if not turned:
            raise PageBusy
        await publish(
            tx,
            PageTurned(record_id=page_id, deposit_id=deposit_id, recipe_version=version, rotation_degrees=rotation),
        )
