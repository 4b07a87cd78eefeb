"""The states of my documents: the code, the list, one of them, what is wrong, helpers, taking back."""

from unittest.mock import patch

import httpx

from demo.people import people
from dossier.corrections.answer import CorrectionOutcome, answer_correction
from dossier.corrections.queries import corrections
from dossier.documents.claim import claim
from dossier.documents.move import move
from dossier.documents.validate import validate
from tests.portal.helper.states import HELPED, helping
from tests.portal.house import who
from tests.support.deposits import hand_over, pdf, staff
from tests.support.desk import LEASE_SECONDS, filed, profiled
from tests.support.mine import documents_in, proved, reachable
from tests.support.photos import photo
from tests.support.requests import person_id
from tests.support.retakes import refused
from tests.support.screens import Screens

OWN, NAMED, OTHER, MANY = people()[19], people()[34], people()[37], people()[28]


async def declare(screens: Screens) -> None:
    """Show it before and after a code, and all that can be done there."""
    await _code(screens)
    await _before_a_code(screens)
    await reachable(screens.centre_id, OWN)
    client = await proved(await screens.browser(), screens.centre_id, OWN)
    await screens.show("mine-nothing", client, "/mine")
    await client.post("/remembered")
    await screens.show("mine-phones", client, "/mine")
    await _documents(screens, client)
    await _corrections(screens, client)
    await _helpers(screens)
    await _many(screens)


async def _code(screens: Screens) -> None:
    client = await screens.browser()
    await screens.show("code", client, "/mine/code")
    await screens.show("code-wrong", client, "/mine/code", form={"number": "1"}, status=422)
    with screens.decided(one_time_codes_per_address_max=1):
        await client.post("/mine/code", data=who(OTHER))
        await screens.show("code-too-many", client, "/mine/code", form=who(OTHER), status=422)
    await screens.show("code-known", await screens.known(OWN), "/mine/code")
    named = await screens.browser()
    form = {"name": "Ann", "contact": "ann@example.org"}
    deposit = str((await named.post("/identification/contact", data=form)).headers["location"])
    await screens.add(named, deposit, pdf("one"))
    await screens.show("code-forgets", named, "/mine/code")
    await client.post("/mine/code", data=who(OTHER))
    await screens.show("access", client, "/mine/access")
    await screens.show("access-wrong", client, "/mine/access", form={"code": "000000"}, status=422)


async def _before_a_code(screens: Screens) -> None:
    client, deposit, _ = await screens.begun(NAMED, photo("REV_PAIE"))
    await screens.show("mine-here-nothing", await screens.browser(), "/mine")
    await screens.house.send(client, deposit)
    await screens.show("mine-here", client, "/mine")
    await screens.drain()
    await screens.show("withdrawal", client, f"/mine{deposit}/withdrawal")
    path = await _document(client)
    await screens.show("document-withdrawable", client, path)
    await client.post(f"/mine{deposit}/withdrawal")
    await screens.show("document-taken-back", client, path)


async def _documents(screens: Screens, client: httpx.AsyncClient) -> None:
    await refused(screens.resources, screens.centre_id, person=OWN, note="La deuxième page est coupée.")
    waiting = await hand_over(screens.resources, screens.centre_id, OWN, types=(None,), files=(photo("REV_PAIE"),))
    await screens.nobody_works()
    await screens.show("document-waiting", client, f"/mine/documents/{waiting.document_ids[0]}")
    agent = await staff(screens.centre_id, "ines.moreau")
    bare = await refused(screens.resources, screens.centre_id, person=OWN)
    await screens.show("document-refused-without-a-word", client, f"/mine/documents/{bare.document_ids[0]}")
    by_post = await hand_over(screens.resources, screens.centre_id, OWN, types=("REV_PAIE",), circuit="post")
    await claim(agent, by_post.document_ids[0], LEASE_SECONDS)
    await validate(agent, by_post.document_ids[0], await profiled(screens.centre_id, "REV_PAIE", OWN))
    await screens.drain()
    await screens.show("mine", client, "/mine")


async def _corrections(screens: Screens, client: httpx.AsyncClient) -> None:
    agent, worker = await staff(screens.centre_id, "ines.moreau"), await staff(screens.centre_id, "nadia.benali")
    document = await filed(screens.resources, agent, "LOG_BAIL", OWN)
    await screens.drain()
    path = f"/mine/documents/{document}"
    asked = f"{path}/corrections"
    await screens.show("document", client, path)
    await screens.show("correction", client, asked)
    await screens.show("correction-wrong", client, asked, form={"kind": "other", "words": ""}, status=422)
    for kind, words, outcome in (
        ("wrong_date", "", CorrectionOutcome.CORRECTED),
        ("other", "هذا ليس عقدي", CorrectionOutcome.STAYS),
    ):
        await client.post(asked, data={"kind": kind, "words": words})
        await screens.show(f"document-told-{outcome.value}", client, path)
        await answer_correction(
            worker, (await corrections(worker))[0].id, outcome, "Nous avons regardé avec votre assistante sociale."
        )
    await screens.show("document-answered", client, path)
    await screens.show("mine-answered", client, "/mine")
    await move(agent, document, await person_id(screens.centre_id, OTHER), "", "Elle le dit")
    await screens.show("mine-answers-elsewhere", client, "/mine")
    nobodys = await _document(client, at=-1)
    await screens.show("document-refused", client, nobodys)


async def _helpers(screens: Screens) -> None:
    helper = await helping(screens)
    deposit = str((await helper.post("/deposits")).headers["location"])
    await screens.add(helper, deposit, pdf("one"))
    await screens.house.send(helper, deposit)
    await screens.drain()
    await screens.show("mine-of-helper", helper, "/mine")
    helped = await proved(await screens.browser(), screens.centre_id, HELPED)
    await screens.show("mine-helped", helped, "/mine")
    await screens.show("document-helped", helped, await _document(helped))
    await screens.show("helpers", helped, "/mine/helpers")
    for _ in range(2):
        await helped.post("/mine/helpers")
    await screens.show("helpers-all", helped, "/mine/helpers")
    await reachable(screens.centre_id, OTHER)
    other = await proved(await screens.browser(), screens.centre_id, OTHER)
    await screens.show("helpers-none", other, "/mine/helpers")


async def _many(screens: Screens) -> None:
    await reachable(screens.centre_id, MANY)
    client = await proved(await screens.browser(), screens.centre_id, MANY)
    for _ in range(3):
        await hand_over(screens.resources, screens.centre_id, MANY, types=(None,))
    await screens.nobody_works()
    with patch("dossier.mine.documents.SHOWN_AT_ONCE", 1):
        for number, name in enumerate(("mine-newest", "mine-older", "mine-oldest"), start=1):
            await screens.show(name, client, f"/mine?page_number={number}")
    with screens.without_phones():
        await screens.show("mine-without-news", client, "/mine")


async def _document(client: httpx.AsyncClient, at: int = 0) -> str:
    """Return the path of one of the documents that a browser is shown."""
    return documents_in((await client.get("/mine")).text)[at]
