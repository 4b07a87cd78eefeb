"""Depositors who hand over without pause, remember what was acknowledged, and give up or insist when it fails."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID, uuid4

import cv2
import httpx
import numpy as np

from tests.support.plain import NO_TLS

PAGES_MAX = 3
_TIMEOUT_SECONDS = 10
_PAUSE_SECONDS = 0.1
"""After an answer that did not come; at 0.05 s the asking took half of the processors from what has to stand up."""
_TAKEN_BACK = 0.15
"""Of the pages that arrived: how many are taken back again."""


@dataclass
class Handed:
    """One deposit as its depositor knows it."""

    id: UUID
    sent: dict[UUID, str] = field(default_factory=dict)  # every original that was tried: id → SHA-256
    acknowledged: set[UUID] = field(default_factory=set)  # those that were answered with 201, and not taken back
    taken_back: set[UUID] = field(default_factory=set)  # those whose removal was answered with 303
    receipt: str | None = None  # the token, once the deposit was answered with one


@dataclass
class Depositors:
    """Several depositors at once, on whichever server answers."""

    addresses: list[str]
    deposits: list[Handed] = field(default_factory=list)
    in_flight: int = 0  # requests that wait for an answer now
    refused: int = 0  # answers that were neither yes nor a broken connection
    failures: int = 0
    stopped: bool = False

    async def run(self, count: int) -> None:
        """Hand over with so many depositors, half of whom insist, until `stopped`."""
        await asyncio.gather(*(self._depositor(number, insists=number % 2 == 0) for number in range(count)))

    async def _depositor(self, number: int, *, insists: bool) -> None:
        chance = random.Random(number)
        while not self.stopped:
            accept = {"Accept": "application/json"}
            async with httpx.AsyncClient(timeout=_TIMEOUT_SECONDS, headers=accept, verify=NO_TLS) as client:
                await self._hand_over(client, chance, insists=insists)

    async def _hand_over(self, client: httpx.AsyncClient, chance: random.Random, *, insists: bool) -> None:
        handed, paper_id = Handed(uuid4()), uuid4()
        who = {"name": "Ann", "contact": "-", "deposit_id": str(handed.id)}

        async def begin(address: str) -> httpx.Response:
            return await client.post(f"{address}/identification/contact", data=who, headers={"Origin": address})

        if await self._ask(begin, 303, insists=insists) is None:
            return
        self.deposits.append(handed)
        for _ in range(chance.randint(1, PAGES_MAX)):
            original_id, photo = uuid4(), small_photo(chance.randrange(1 << 30))
            handed.sent[original_id] = sha256(photo).hexdigest()

            async def add(address: str, name: UUID = original_id, content: bytes = photo) -> httpx.Response:
                return await client.post(
                    f"{address}/deposits/{handed.id}/originals",
                    params={"paper": str(paper_id)},
                    data={"original_id": str(name)},
                    files={"photo": ("photo.jpg", content, "image/jpeg")},
                    headers={"Origin": address},
                )

            if await self._ask(add, 201, insists=insists) is None:
                return
            handed.acknowledged.add(original_id)
            if chance.random() < _TAKEN_BACK:
                await self._take_back(client, handed, original_id, add, insists=insists)

        async def send(address: str) -> httpx.Response:
            return await client.post(f"{address}/deposits/{handed.id}/receipt", headers={"Origin": address})

        answer = await self._ask(send, 303, insists=insists)
        if answer is not None and (where := answer.headers["location"]).startswith("/r/"):
            handed.receipt = where.removeprefix("/r/")

    async def _take_back(
        self,
        client: httpx.AsyncClient,
        handed: Handed,
        original_id: UUID,
        add: Callable[[str], Awaitable[httpx.Response]],
        *,
        insists: bool,
    ) -> None:
        """Take a page back; then the request that brought it comes once more, late."""
        handed.acknowledged.remove(original_id)  # from here on nobody promised anything, until it is said to be gone

        async def remove(address: str) -> httpx.Response:
            path = f"/deposits/{handed.id}/originals/{original_id}/removal"
            return await client.post(address + path, headers={"Origin": address})

        if await self._ask(remove, 303, insists=insists) is not None:
            handed.taken_back.add(original_id)
            await self._ask(add, 422, insists=False)

    async def _ask(
        self, request: Callable[[str], "asyncio.Future[httpx.Response] | object"], wanted: int, *, insists: bool
    ) -> httpx.Response | None:
        """Ask until the wanted answer comes (who insists), or once; None when nothing was acknowledged."""
        while not self.stopped:
            self.in_flight += 1
            try:
                answer: httpx.Response = await request(random.choice(self.addresses))  # type: ignore[misc]
            except httpx.TransportError:
                self.failures += 1
            else:
                if answer.status_code == wanted:
                    return answer
                self.failures += 1
                self.refused += answer.status_code < 500
            finally:
                self.in_flight -= 1
            await asyncio.sleep(_PAUSE_SECONDS)
            if not insists:
                return None
        return None


def small_photo(seed: int, *, is_card: bool = False) -> bytes:
    """Return a JPEG that no other seed gives, small enough to be made in no time; with a card's proportions or not."""
    paper = np.full((349 if is_card else 300, 220, 3), 235, np.uint8)
    noise = np.random.default_rng(seed).integers(0, 4, paper.shape, np.uint8)  # more would look like many lines
    cv2.putText(paper, str(seed), (10, 150), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (20, 20, 20), 2)
    return bytes(cv2.imencode(".jpg", paper - noise)[1].tobytes())
