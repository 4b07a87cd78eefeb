"""The states of the first screen."""

from datetime import timedelta

from demo.people import people
from dossier.clock import today
from tests.portal.helper.states import helping
from tests.support.acts import open_languages, unfold
from tests.support.deposits import pdf, staff
from tests.support.phases import let_go, phase_from
from tests.support.requests import ask_for
from tests.support.screens import Screens

OWN, ASKED, GIVEN, BACK = people()[0], people()[3], people()[8], people()[2]


async def declare(screens: Screens) -> None:
    """Show it to whoever is not known, is, comes back, helps, began, sent, is asked, gave, comes too early."""
    await screens.show("start", await screens.browser(), "/")
    await screens.show("start-known", await screens.known(OWN), "/")
    await screens.show("start-languages", await screens.known(OWN), "/", act=open_languages)
    await screens.show("start-remembered", await screens.remembered(BACK), "/")
    begun, _, _ = await screens.begun(OWN, pdf("one"), pdf("one"), apart=True)
    await screens.show("start-begun", begun, "/")
    await screens.show("start-discard", begun, "/", act=unfold)
    await screens.show("start-helper", await helping(screens), "/")
    sent = await screens.browser()
    for _ in range(2):
        await screens.named(sent, pdf("one"))
    await screens.show("start-sent", sent, "/")
    worker = await staff(screens.centre_id, "nadia.benali")
    await ask_for(worker, ASKED, "LOG_GARL", "REV_PAIE")
    await screens.show("start-asked", await screens.known(ASKED), "/")
    await ask_for(worker, GIVEN, "REV_PAIE")
    giving = await screens.known(GIVEN)
    await screens.house.send(giving, await screens.give(giving, pdf("one")))
    await screens.show("start-given", giving, "/")
    closed = await phase_from(screens.centre_id, today() + timedelta(days=30), circuits=("portal",))
    await screens.show("start-closed", await screens.browser(), "/")
    await screens.show("start-closed-known", await screens.known(OWN), "/")
    await let_go(screens.centre_id, closed)
    others = await phase_from(screens.centre_id, today(), circuits=("portal",), pilots=("PA",))
    await screens.show("start-others", await screens.known(OWN), "/")
    await let_go(screens.centre_id, others)
