"""Whatever a person did at a kiosk is out of reach for the next one."""

import pytest

from tests.kiosk.house import House, identify, page_address, photograph

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
