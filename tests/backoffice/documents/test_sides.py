"""Both sides of a card over HTTP at the desk: by one key on one page and apart, with htmx and without."""

import re
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import Actor
from dossier.deposits.add_original import add_original
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import HTMX, House, element, opened_house
from tests.support.cards import card_pdf
from tests.support.deposits import pdf, received
from tests.support.rooms import in_one_task

pytestmark = pytest.mark.people


@pytest.fixture
async def house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    async with in_one_task(opened_house(resources, centre_id)) as opened:
        yield opened


async def a_card_and_a_letter(resources: Resources, centre_id: UUID) -> str:
    """Hand a card and a letter in as one paper; return the path of its document at the desk."""
    actor = Actor(centre_id=centre_id, kind="depositor", place="portal")
    deposit_id, paper_id = uuid4(), uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    for data in (card_pdf("Front"), card_pdf("Back"), pdf("a letter")):
        await add_original(resources, actor, deposit_id, paper_id, uuid4(), await received(resources, data))
    await receive(resources, actor, deposit_id)
    await drain(resources)
    return f"/backoffice/documents/{paper_id}"


def act(screen: str) -> tuple[str, dict[str, str]]:
    """Return where the key of both sides leads, and what goes along."""
    (form,) = re.findall(r'<form[^>]*action="[^"]+/sides(?:/removal)?".*?</form>', screen, re.DOTALL)
    assert 'aria-keyshortcuts="M"' in form
    (address,) = re.findall(r' action="([^"]+)"', form)
    return address, dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', form))


async def test_a_key_joins_from_either_side_and_parts(house: House, resources: Resources, centre_id: UUID) -> None:
    desk = await a_card_and_a_letter(resources, centre_id)
    client = await house.sign_in("ines.moreau")
    assert "/sides" not in (await client.get(desk)).text, "nobody has it in hand yet"
    await client.post(f"{desk}/claim")
    assert act((await client.get(f"{desk}?page=1")).text) == act((await client.get(f"{desk}?page=2")).text)
    assert "/sides" not in (await client.get(f"{desk}?page=3")).text
    address, form = act((await client.get(f"{desk}?page=2")).text)
    joined = await client.post(address, data=form, headers=HTMX)
    assert (joined.status_code, 'class="waiting"' in joined.text) == (200, True)
    assert "1 / 2" in re.sub(r"<[^>]+>", "", joined.text), "the card and the letter; the card is shown"
    await drain(resources)
    both = (await client.get(desk)).text
    pages = element(both, "div", "pages")
    assert len(re.findall(r'action="[^"]+/turn"', pages)) == 2
    assert len(re.findall(r'href="/backoffice/originals/', pages)) == 2
    assert 'aria-label="Face du bas"' in pages
    assert pages.count('aria-keyshortcuts="K"') == 1, "a key does one thing"
    compared = (await client.get(f"{desk}?page=1&view=compare")).text
    for each in re.findall(r'src="(/backoffice/pages/[^"]+)"', compared):
        assert (await client.get(each)).status_code == 200
    assert len(re.findall(r"/original\?v=", compared)) == 2
    address, form = act(both)
    assert address.endswith("/sides/removal")
    parted = await client.post(address, data=form)  # without a script
    assert (parted.status_code, parted.headers["location"]) == (303, f"{desk}?page=1")
    await drain(resources)
    assert "1 / 3" in re.sub(r"<[^>]+>", "", (await client.get(desk)).text)


async def test_the_lower_side_is_turned_and_cut(house: House, resources: Resources, centre_id: UUID) -> None:
    desk = await a_card_and_a_letter(resources, centre_id)
    client = await house.sign_in("ines.moreau")
    await client.post(f"{desk}/claim")
    address, form = act((await client.get(desk)).text)
    await client.post(address, data=form)
    await drain(resources)
    both = (await client.get(desk)).text
    _, lower = re.findall(r' action="([^"]+/turn)"', both)
    turned = await client.post(lower, data={"degrees": "180", "page": "1"}, headers=HTMX)
    assert 'class="waiting"' in turned.text
    await drain(resources)
    _, corners = re.findall(r' href="([^"]+/corners\?page=1)"', (await client.get(desk)).text)
    assert f"/backoffice/pages/{form['under']}/original?v=2" in (await client.get(corners, headers=HTMX)).text


async def test_what_cannot_be_laid_is_told_in_words(house: House, resources: Resources, centre_id: UUID) -> None:
    desk = await a_card_and_a_letter(resources, centre_id)
    client = await house.sign_in("ines.moreau")
    await client.post(f"{desk}/claim")
    address, form = act((await client.get(desk)).text)
    wrong = await client.post(f"{desk}/pages/{form['under']}/sides", data=form | {"under": address.split("/")[-2]})
    assert (wrong.status_code, "deux faces d’une même carte" in wrong.text) == (422, True)
    for data in ({}, {"page": "1"}, {"page": "1", "under": "x"}):
        assert (await client.post(address, data=data)).status_code == 422
    assert (await client.post(f"{address}/removal", data={})).status_code == 422
