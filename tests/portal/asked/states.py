"""The states of the papers that are asked for."""

from datetime import timedelta
from uuid import UUID

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.requests.reopen import ReopenReason, reopen
from dossier.thesaurus.example import keep_example
from tests.support.acts import allow_no_news, be_told, unfold
from tests.support.deposits import pdf, staff
from tests.support.requests import ask_for, file_one
from tests.support.screens import Screens
from tests.support.terms import change_term, member

NOTHING, ALL_WAYS, LATE, GIVEN, SHOWN = (people()[at] for at in (4, 15, 20, 24, 21))


async def declare(screens: Screens) -> None:
    """Show nothing asked, one paper at each step of its way, what it looks like, what is late, and all of it given."""
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
    await _with_example(screens, "LOG_BAIL")
    await ask_for(worker, SHOWN, "LOG_BAIL", "REV_PAIE")
    await screens.show("asked-example", await screens.known(SHOWN), "/asked", act=unfold)
    await ask_for(worker, LATE, "REV_PAIE", "LOG_BAIL")
    with clock.moved(timedelta(days=20)):
        await screens.show("asked-late", await screens.known(LATE), "/asked")
    await ask_for(worker, GIVEN, "REV_PAIE")
    giving = await screens.known(GIVEN)
    await screens.house.send(giving, await screens.give(giving, pdf("one")))
    await screens.show("asked-given", giving, "/asked")
    await screens.show("asked-told", giving, "/asked", act=be_told)
    await screens.show("asked-not-allowed", giving, "/asked", act=allow_no_news)
    with screens.without_phones():
        await screens.show("asked-without-news", giving, "/asked")


async def _with_example(screens: Screens, code: str) -> None:
    """Have a picture show what papers of a type look like."""
    found = screens.resources
    worker = await member(screens.centre_id, "olivier.marchal")
    file = found.settings.scratch_dir / "example.pdf"
    file.write_bytes(pdf("one"))
    kept = await keep_example(found.box, found.vault, worker, code, file, found.settings.scratch_dir)
    await change_term(screens.centre_id, code, example_id=kept)


async def _item(screens: Screens, request_id: UUID, code: str) -> UUID:
    async with transaction(system(screens.centre_id)) as tx:
        item: UUID = await tx.value(
            """SELECT i.id FROM request_items i JOIN document_types t ON t.id = i.type_id
               WHERE i.request_id = $1 AND t.code = $2""",
            request_id,
            code,
        )
    return item
