"""What a kiosk took in without network comes in as it was handed in: whole, once, under the number on paper."""

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import Record, transaction
from dossier.deposits.abandon import abandon
from dossier.sealing import seal, sealing_key
from tests.kiosk.agents import Agent, with_agent
from tests.kiosk.house import House
from tests.support.deposits import pdf

pytestmark = pytest.mark.people

GOOD = {"printer": "good", "has_camera": True}
PERSON = people()[0]


@dataclass
class Kept:
    """A deposit of two papers that a kiosk keeps."""

    number: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    id: UUID = field(default_factory=uuid4)
    photos: list[tuple[UUID, UUID]] = field(default_factory=lambda: [(uuid4(), uuid4()) for _ in range(2)])

    async def open(self, agent: Agent, who: dict[str, str] | None = None) -> httpx.Response:
        sealed = seal(msgspec.json.encode(who), sealing_key(), self.number) if who else b""
        told = {"language": "nl", "number": self.number, "claimed": base64.b64encode(sealed).decode()}
        return await agent.ask(f"kept/{self.id}", told)

    async def fill(self, agent: Agent) -> list[httpx.Response]:
        return [await self.send(agent, each) for each in self.photos]

    async def send(self, agent: Agent, photo: tuple[UUID, UUID], sealed: bytes | None = None) -> httpx.Response:
        original_id, paper_id = photo
        content = sealed or seal(pdf(f"Page {original_id}"), sealing_key(), str(original_id))
        where = f"/kiosk/agent/kept/{self.id}/originals/{original_id}?paper_id={paper_id}&sealed_as={original_id}"
        return await agent.client.post(where, content=content, headers=agent.headers)

    async def end(self, agent: Agent, number: str | None = None) -> httpx.Response:
        return await agent.ask(
            f"kept/{self.id}/receipt", {"number": number or self.number, "handed_in_at": self.at.isoformat()}
        )

    async def hand_on(self, agent: Agent, who: dict[str, str] | None = None) -> None:
        assert (await self.open(agent, who)).status_code == 200
        assert {each.status_code for each in await self.fill(agent)} == {200}
        ended = await self.end(agent)
        assert ended.status_code == 200, ended.text


async def numbers(agent: Agent, left: int = 0, kept: int = 0) -> list[dict[str, Any]]:
    """Return the numbers that a sign of life brings."""
    since = datetime.now(UTC).isoformat() if kept else None
    answer = await agent.ask("life", {**GOOD, "numbers_left": left, "kept_count": kept, "kept_since": since})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["numbers"]
    return found


async def deposit_of(centre_id: UUID, number: str) -> Record:
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT d.*, r.issued_at, p.joined_at,
                      (SELECT count(*) FROM documents WHERE deposit_id = d.id) AS documents
               FROM receipts r JOIN deposits d ON d.id = r.deposit_id JOIN promised_numbers p ON p.deposit_id = d.id
               WHERE r.number = $1""",
            number,
        )
    assert row is not None
    return row


async def test_a_deposit_comes_in_whole_and_once_however_often_each_step_is_asked(
    house: House, centre_id: UUID
) -> None:
    _, agent = await with_agent(house)
    (first, *_) = await numbers(agent)
    kept = Kept(first["number"], at=clock.now())
    who = {"file_number": accounts.file_of(PERSON), "birth_date": f"{PERSON.birth_date:%Y-%m-%d}"}
    for _ in range(2):
        assert (await kept.open(agent, who)).json()["state"] == "open"
        await kept.fill(agent)
    opened = (await kept.open(agent, who)).json()
    assert set(opened["original_ids"]) == {str(each) for each, _ in kept.photos}
    for _ in range(2):
        assert (await kept.end(agent)).status_code == 200
    assert (await kept.open(agent, who)).json()["state"] == "received"
    deposit = await deposit_of(centre_id, kept.number)
    assert (deposit["documents"], deposit["language"], deposit["circuit"]) == (2, "nl", "kiosk")
    assert deposit["beneficiary_id"] is not None
    assert deposit["received_at"] == deposit["issued_at"] <= deposit["joined_at"]
    async with transaction(system(centre_id)) as tx:
        told = await tx.value("SELECT count(*) FROM events WHERE name = 'ReceiptPromiseKept'")
    assert told == 1


@pytest.mark.parametrize(
    "who",
    [
        {"file_number": accounts.file_of(PERSON), "birth_date": "1901-01-01"},
        {"file_number": "12345678", "birth_date": "1901-01-01"},
        None,
    ],
)
async def test_whoever_cannot_be_found_is_nobody_and_their_papers_come_in_all_the_same(
    house: House, centre_id: UUID, who: dict[str, str] | None
) -> None:
    _, agent = await with_agent(house)
    kept = Kept((await numbers(agent))[0]["number"])
    await kept.hand_on(agent, who)
    deposit = await deposit_of(centre_id, kept.number)
    assert (deposit["beneficiary_id"], deposit["documents"]) == (None, 2)


async def test_a_deposit_was_handed_in_when_it_can_have_been(house: House, centre_id: UUID) -> None:
    _, agent = await with_agent(house)
    before = clock.now()
    early, late, *_ = await numbers(agent)
    for number, at in ((early, before - timedelta(days=400)), (late, before + timedelta(days=400))):
        await Kept(number["number"], at=at).hand_on(agent)
    assert before <= (await deposit_of(centre_id, early["number"]))["received_at"]
    assert (await deposit_of(centre_id, late["number"]))["received_at"] <= clock.now()


async def test_numbers_are_kept_until_they_are_used_and_none_is_kept_twice(house: House) -> None:
    _, agent = await with_agent(house)
    count = house.resources.settings.kiosk_numbers_count
    first = await numbers(agent)
    assert len(first) == count
    assert await numbers(agent) == first  # the answer was lost
    assert await numbers(agent, left=count) == []
    kept = Kept(first[0]["number"])
    await kept.hand_on(agent)
    again = await numbers(agent, kept=3)
    assert (len(again), again[0]) == (count + 3, first[1])
    assert len({each["number"] for each in again} | {kept.number}) == count + 4


async def test_a_number_is_one_deposit_s(house: House) -> None:
    _, agent = await with_agent(house)
    (first, *_) = await numbers(agent)
    await Kept(first["number"]).hand_on(agent)
    other = Kept(first["number"])
    await other.open(agent)
    await other.fill(agent)
    assert (await other.end(agent)).status_code == 409
    assert (await other.end(agent, "26-000000-97")).status_code == 422


async def test_what_was_not_sealed_for_us_is_not_taken(house: House) -> None:
    _, agent = await with_agent(house)
    kept = Kept((await numbers(agent))[0]["number"])
    await kept.open(agent)
    photo = kept.photos[0]
    for content in (pdf("Plain"), seal(pdf("For another"), sealing_key(), str(uuid4()))):
        assert (await kept.send(agent, photo, content)).status_code == 422
    assert (await kept.open(agent)).json()["original_ids"] == []


async def test_another_kiosk_s_deposit_is_nobody_s_business(house: House) -> None:
    _, agent = await with_agent(house)
    kept = Kept((await numbers(agent))[0]["number"])
    await kept.open(agent)
    _, other = await with_agent(house)
    assert (await kept.open(other)).status_code == 409
    assert {each.status_code for each in await kept.fill(other)} == {404}
    assert (await kept.end(other)).status_code == 404


async def test_an_abandoned_one_says_so(house: House, centre_id: UUID) -> None:
    _, agent = await with_agent(house)
    kept = Kept((await numbers(agent))[0]["number"])
    await kept.open(agent)
    await abandon(system(centre_id), kept.id)
    assert (await kept.open(agent)).json()["state"] == "abandoned"
