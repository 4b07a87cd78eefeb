"""A helper at the portal: types a code, hands in, and sees nothing of whom it is for."""

import re
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.portal.house import House, add
from tests.support.deposits import hand_over, pdf
from tests.support.mine import documents_in, proved, reachable

pytestmark = pytest.mark.people
FIRST = people()[0]


@pytest.fixture(autouse=True)
def mail(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a mail server, that is away: nothing is sent in these tests."""
    monkeypatch.setitem(resources.settings.__dict__, "smtp_host", "127.0.0.1")
    monkeypatch.setitem(resources.settings.__dict__, "smtp_sender", "documents@cpas.example")
    monkeypatch.setitem(resources.settings.__dict__, "smtp_port", 9)


async def code_made(house: House, centre_id: UUID) -> tuple[str, object]:
    """Have the person make a helper code; return it and their browser."""
    await reachable(centre_id, FIRST)
    person = await proved(await house.browser(), centre_id, FIRST)
    assert (await person.post("/mine/helpers")).headers["location"] == "/mine/helpers"
    shown = (await person.get("/mine/helpers")).text
    (code,) = re.findall(r'<bdi dir="ltr">([A-Z0-9]{4} [A-Z0-9]{4})</bdi>', shown)
    return code, person


async def test_a_helper_hands_in_and_the_person_reads_who_did(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    earlier = await hand_over(resources, centre_id, FIRST)
    code, person = await code_made(house, centre_id)
    helper = await house.browser()
    assert (await helper.post("/helper", data={"code": code.lower(), "name": "Karim B."})).headers["location"] == "/"
    start = (await helper.get("/")).text
    assert FIRST.first_name in start
    assert FIRST.last_name not in start
    deposit = (await helper.post("/deposits")).headers["location"]
    await add(helper, deposit, pdf("one"))
    receipt = await house.send(helper, deposit)
    await drain(resources)
    own = (await helper.get("/mine")).text
    assert len(documents_in(own)) == 1  # what they handed in, as on their receipt
    assert "Karim B." not in own  # "handed in for you by …" is said to the person alone
    assert FIRST.last_name not in own + (await helper.get(receipt)).text
    assert (await helper.get(f"/mine/documents/{earlier.document_ids[0]}")).status_code == 404
    assert (await helper.get("/mine/helpers")).headers["location"] == "/mine/code"
    assert (await helper.post("/mine/helpers")).status_code == 403
    shown = (await person.get("/mine")).text  # type: ignore[attr-defined]
    assert len(documents_in(shown)) == 2
    assert "Karim B." in shown


async def test_a_code_that_is_taken_back_is_wrong(house: House, centre_id: UUID) -> None:
    code, person = await code_made(house, centre_id)
    helper = await house.browser()
    await helper.post("/helper", data={"code": code, "name": "Karim"})
    shown = (await person.get("/mine/helpers")).text  # type: ignore[attr-defined]
    (removal,) = re.findall(r'action="(/mine/helpers/[^"]+/removal)"', shown)
    assert (await (await house.browser()).post(removal)).status_code == 403
    assert (await person.post(removal)).headers["location"] == "/mine/helpers"  # type: ignore[attr-defined]
    assert (await helper.post("/deposits")).status_code == 409
    assert (await (await house.browser()).post("/helper", data={"code": code, "name": "K"})).status_code == 422


async def test_guessing_is_slowed_down(house: House, resources: Resources) -> None:
    helper = await house.browser()
    for number in range(resources.settings.help_attempts_max * 5):
        guess = await helper.post("/helper", data={"code": f"AAAA {number:04}", "name": "K"})
        assert guess.status_code == 422
    last = await helper.post("/helper", data={"code": "AAAA 9999", "name": "K"})
    assert last.status_code == 429 or "trop" in last.text


async def test_opening_the_app_and_beginning_twice_spends_one_use_alone(house: House, centre_id: UUID) -> None:
    code, _ = await code_made(house, centre_id)
    helper = await house.browser()
    await helper.post("/helper", data={"code": code, "name": "Karim"})

    async def uses() -> int:
        async with transaction(system(centre_id)) as tx:
            count: int = await tx.value("SELECT uses FROM helper_codes")
        return count

    assert (await helper.get("/deposits/next")).headers["location"] == "/"  # where they begin by a touch of their own
    assert await uses() == 0
    begun = set()
    for _ in range(2):  # the second after they went back from the camera
        (named,) = re.findall(r'name="deposit_id" value="([^"]+)"', (await helper.get("/")).text)
        begun.add((await helper.post("/deposits", data={"deposit_id": named})).headers["location"])
    assert len(begun) == 1
    assert await uses() == 1
    (deposit,) = begun
    await add(helper, deposit, pdf("one"))
    await house.send(helper, deposit)
    (named,) = re.findall(r'name="deposit_id" value="([^"]+)"', (await helper.get("/")).text)
    assert not deposit.endswith(named)
