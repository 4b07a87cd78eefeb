"""The states of the papers that are asked for."""

from datetime import timedelta
from uuid import UUID

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.requests.reopen import ReopenReason, reopen
from tests.support.deposits import pdf, staff
from tests.support.requests import ask_for, file_one
from tests.support.screens import Screens

NOTHING, ALL_WAYS, LATE, GIVEN = people()[4], people()[15], people()[20], people()[24]


async def declare(screens: Screens) -> None:
    """Show nothing asked, one paper at each step of its way, what is late, and all of it given."""
    worker = await staff(screens.centre_id, "nadia.benali")
    await screens.show("asked-nothing", await screens.known(NOTHING), "/asked")
    request = await ask_for(worker, ALL_WAYS, "REV_PAIE", "LOG_BAIL", "LOG_GARL", "SAN_CERT", "ID_PASS")
    await file_one(screens.resources, screens.centre_id, ALL_WAYS, "LOG_BAIL")
    await file_one(screens.resources, screens.centre_id, ALL_WAYS, "SAN_CERT")
    await screens.drain()
    client = await screens.known(ALL_WAYS)
    await screens.show("asked", client, "/asked")
    await reopen(worker, request, await _item(screens, request, "SAN_CERT"), ReopenReason.PAGES_MISSING, "")
    came = await screens.give(client, pdf("one"))
    await screens.house.send(client, came)
    await screens.give(client, pdf("one"))
    await screens.show("asked-all-ways", client, "/asked")
    await ask_for(worker, LATE, "REV_PAIE", "LOG_BAIL")
    with clock.moved(timedelta(days=20)):
        await screens.show("asked-late", await screens.known(LATE), "/asked")
    await ask_for(worker, GIVEN, "REV_PAIE")
    giving = await screens.known(GIVEN)
    await screens.house.send(giving, await screens.give(giving, pdf("one")))
    await screens.show("asked-given", giving, "/asked")
    with screens.without_phones():
        await screens.show("asked-without-news", giving, "/asked")


async def _item(screens: Screens, request_id: UUID, code: str) -> UUID:
    async with transaction(system(screens.centre_id)) as tx:
        item: UUID = await tx.value(
            """SELECT i.id FROM request_items i JOIN document_types t ON t.id = i.type_id
               WHERE i.request_id = $1 AND t.code = $2""",
            request_id,
            code,
        )
    return item
