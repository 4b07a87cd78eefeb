"""Whatever a person did at a kiosk is out of reach for the next one."""

from datetime import timedelta

import pytest

from dossier import clock
from dossier.clock import today
from dossier.database.engine import transaction
from tests.kiosk.house import House, identify, page_address, photograph
from tests.support.phases import phase_from
from web import words
from web.catalogues import LANGUAGES, gettext, speaking

pytestmark = pytest.mark.people


@pytest.mark.parametrize("leave", ["done", "start"])
async def test_nothing_of_a_visit_can_be_seen_after_it(house: House, leave: str) -> None:
    client = await house.paired()
    await client.get("/kiosk/identification?lang=nl")
    await identify(client)
    paper_id = await photograph(client)
    await house.work()
    picture = await page_address(client, paper_id)
    await client.post("/kiosk/deposit/receipt")
    seen = [picture, f"/kiosk/deposit/papers/{paper_id}", "/kiosk/deposit/receipt", "/kiosk/deposit/changes"]
    assert (await client.get(picture)).status_code == 200
    old = dict(client.cookies)

    if leave == "done":
        answer = await client.post("/kiosk/visit/end")
        assert answer.headers["clear-site-data"] == '"cache", "storage"'
    else:
        answer = await client.get("/kiosk")
    assert "guichet_kiosk" not in client.cookies
    assert "guichet_language" not in client.cookies
    assert "guichet_device" in client.cookies, "the machine stays paired"
    for address in seen:
        as_picture = await client.get(address, headers={"Accept": "image/*"})
        assert as_picture.status_code == 403, address
        assert (await client.get(address)).headers["location"] == "/kiosk"
    kept = "; ".join(f"{name}={value}" for name, value in old.items())
    client.cookies.clear()
    stolen = await client.get(picture, headers={"Accept": "image/*", "Cookie": kept})
    assert stolen.status_code == 403, "the session has ended on the server too"


@pytest.mark.parametrize("leave", ["done", "start"])
@pytest.mark.parametrize("sent", [False, True])
async def test_what_was_not_sent_ends_with_the_visit(house: House, leave: str, sent: bool) -> None:
    client = await house.paired()
    await identify(client)
    await photograph(client)
    if sent:
        await client.post("/kiosk/deposit/receipt")
    await (client.post("/kiosk/visit/end") if leave == "done" else client.get("/kiosk"))
    async with transaction(house.administrator) as tx:
        state = await tx.value("SELECT state FROM deposits")
        told = await tx.rows("SELECT actor_kind, place FROM events WHERE name = 'DepositAbandoned'")
    assert (state == "abandoned") is not sent
    assert [tuple(each) for each in told] == ([] if sent else [("beneficiary", "kiosk")])


@pytest.mark.parametrize("sent", [False, True])
async def test_a_kiosk_whose_browser_died_shows_nothing_a_few_minutes_later(house: House, sent: bool) -> None:
    settings = house.resources.settings
    untouched = max(settings.kiosk_idle_seconds + settings.kiosk_warning_seconds, settings.kiosk_receipt_seconds)
    client = await house.paired()
    await identify(client)
    await photograph(client)
    address = "/kiosk/deposit"
    if sent:
        address = "/kiosk/deposit/receipt"
        await client.post(address)
    with clock.moved(timedelta(seconds=untouched)):
        assert (await client.get(address)).status_code == 200, "the screen's own time is not cut short"
    with clock.moved(timedelta(seconds=untouched + 5 * 60)):
        assert (await client.get(address)).headers["location"] == "/kiosk"


async def test_whoever_only_touches_the_screen_keeps_the_visit(house: House) -> None:
    client = await house.paired()
    await identify(client)
    await photograph(client)
    for minute in range(1, 20):
        with clock.moved(timedelta(minutes=minute)):
            assert (await client.put("/kiosk/visit")).status_code == 204
    with clock.moved(timedelta(minutes=20)):
        assert (await client.get("/kiosk/deposit")).status_code == 200


async def test_the_warning_says_that_nothing_was_sent_yet(house: House) -> None:
    client = await house.paired()
    await identify(client)
    with speaking("fr"):
        words = gettext("Your papers are not sent yet. Without an answer they will not be.")
    assert words not in (await client.get((await client.get("/kiosk/deposit/photo")).headers["location"])).text
    await photograph(client)
    assert words in (await client.get("/kiosk/deposit")).text
    await client.post("/kiosk/deposit/receipt")
    assert words not in (await client.get("/kiosk/deposit/receipt")).text


async def test_no_answer_of_a_visit_may_be_kept_by_the_browser(house: House) -> None:
    client = await house.paired()
    await identify(client)
    addresses = [
        "/kiosk/identification",
        "/kiosk/identification/number",
        "/kiosk/letter",
        "/kiosk/deposit/photo",
        "/kiosk",
    ]
    for address in addresses:
        assert (await client.get(address)).headers["cache-control"] == "no-store", address
    start = (await client.get("/kiosk")).text
    assert "Donnez vos papiers ici" in start
    assert "Geef hier uw papieren af" in start


async def test_the_next_person_is_not_the_last_one(house: House) -> None:
    client = await house.paired()
    await identify(client)
    first = await photograph(client)
    await client.post("/kiosk/visit/end")
    await client.post("/kiosk/deposit")
    assert (await client.get(f"/kiosk/deposit/papers/{first}")).status_code == 404
    assert "/photo" in (await client.get("/kiosk/deposit")).headers["location"], "the new deposit is empty"


async def test_a_kiosk_says_in_each_language_from_when_it_takes_papers(house: House) -> None:
    client = await house.paired()
    day = today() + timedelta(days=2)
    await phase_from(house.administrator.centre_id, day, circuits=("kiosk",))
    shown = (await client.get("/kiosk")).text
    assert "/kiosk/identification" not in shown
    for code in LANGUAGES:
        with speaking(code):
            assert gettext("We take papers in here from {day}.", day=words.day(day, code)) in shown, code
    with clock.moved(timedelta(days=2)):
        assert "/kiosk/identification?lang=nl" in (await client.get("/kiosk")).text
