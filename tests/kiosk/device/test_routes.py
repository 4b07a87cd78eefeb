"""A machine is paired with a code that works once, known by a cookie that stays here, and forgotten when revoked."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest

from dossier import clock
from dossier.people.devices import devices, revoke
from tests.kiosk.agents import with_agent
from tests.kiosk.house import House, identify

pytestmark = pytest.mark.people


async def test_a_machine_that_nobody_paired_asks_for_its_code_and_for_nothing_else(house: House) -> None:
    client = await house.browser()
    for address in ("/kiosk", "/kiosk/device", "/kiosk/identification", "/kiosk/letter", "/kiosk/deposit"):
        answer = await client.get(address)
        assert 'name="code"' in answer.text, address
        assert 'class="tile' not in answer.text
    assert (await client.post("/kiosk/deposit")).status_code == 200
    assert not client.cookies


async def test_the_cookie_is_for_the_kiosk_alone_and_out_of_reach_of_scripts(house: House) -> None:
    client = await house.browser()
    answer = await client.post("/kiosk/device", data={"code": await house.offered_code()})
    assert (answer.status_code, answer.headers["location"]) == (303, "/kiosk")
    cookie = SimpleCookie(answer.headers["set-cookie"])["guichet_device"]
    assert (cookie["path"], cookie["samesite"], bool(cookie["httponly"])) == ("/kiosk", "strict", True)
    assert int(cookie["max-age"]) > 300 * 24 * 3600
    assert "Donnez vos papiers ici" in (await client.get("/kiosk")).text


async def test_a_code_works_once(house: House) -> None:
    code = await house.offered_code()
    first, second = await house.browser(), await house.browser()
    assert (await first.post("/kiosk/device", data={"code": f"{code[:4]} {code[4:]}"})).status_code == 303
    again = await second.post("/kiosk/device", data={"code": code})
    assert again.status_code == 422
    assert 'role="alert"' in again.text
    assert "guichet_device" not in second.cookies


async def test_whoever_guesses_codes_is_stopped_even_before_the_right_one(house: House) -> None:
    client, code = await house.browser(), await house.offered_code()
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    for _ in range(house.resources.settings.sign_in_attempts_max):
        assert (await client.post("/kiosk/device", data={"code": wrong})).status_code == 422
    assert (await client.post("/kiosk/device", data={"code": code})).status_code == 422
    assert "guichet_device" not in client.cookies


async def test_a_revoked_machine_says_so_and_shows_nothing_any_more(house: House) -> None:
    client = await house.paired()
    await identify(client)
    (row,) = await devices(house.administrator)
    await revoke(house.administrator, row.id)
    for address in ("/kiosk", "/kiosk/deposit/photo"):
        answer = await client.get(address)
        assert answer.status_code == 403
        assert 'name="code"' in answer.text
        assert 'role="alert"' in answer.text
    as_script = await client.get("/kiosk/deposit/changes", headers={"Accept": "text/event-stream"})
    assert as_script.status_code == 403


async def test_a_cookie_that_is_no_machine_of_ours_pairs_nothing(house: House) -> None:
    client = await house.browser()
    for value in ("", ".", "nonsense", "00000000000000000000000000000000.key"):
        answer = await client.get("/kiosk", headers={"Cookie": f"guichet_device={value}"})
        assert answer.status_code == 403, value
        assert 'name="code"' in answer.text


async def test_a_browser_is_known_by_the_pass_of_the_service_beside_it_also_where_others_guessed_codes(
    house: House,
) -> None:
    _, agent = await with_agent(house)
    browser = await house.browser()
    for _ in range(house.resources.settings.sign_in_attempts_max * 6):  # all that this network may
        await browser.post("/kiosk/device", data={"code": "0" * 8})
    offered = (await agent.ask("passes", {})).json()["pass"]
    for wrong in ("", offered[:-1], "x" * 1000):
        refused = await browser.post("/kiosk/device/pass", data={"offered": wrong})
        assert (refused.status_code, 'role="alert"' in refused.text) == (422, True)
    passed = await browser.post("/kiosk/device/pass", data={"offered": offered})
    assert (passed.status_code, passed.headers["location"]) == (303, "/kiosk")
    assert "Donnez vos papiers ici" in (await browser.get("/kiosk")).text


async def test_a_screen_that_stands_untouched_is_seen(house: House) -> None:
    client = await house.paired()
    with clock.moved(timedelta(minutes=5)):
        assert (await client.put("/kiosk/device")).status_code == 204
        (row,) = await devices(house.administrator)
        assert row.last_seen_at is not None
        assert clock.now() - row.last_seen_at < timedelta(minutes=1)
    nobody = await house.browser()
    assert (await nobody.put("/kiosk/device", headers={"Accept": "*/*"})).status_code == 403
