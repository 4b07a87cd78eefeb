"""Senders of files over the portal's plain form: one clean and timed, one who sends whatever it is given."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import perf_counter
from uuid import UUID, uuid4

import httpx

from tests.support.hostile import Hostile

FILES_PER_DEPOSIT = 25
_TIMEOUT_SECONDS = 60


@dataclass
class Sender:
    """A depositor without an account, who begins a deposit anew when one is long enough."""

    url: str
    accepted: dict[UUID, Hostile] = field(default_factory=dict)
    answers: list[tuple[Hostile, int, float]] = field(default_factory=list)  # file, status (0: none), seconds

    async def send(self, files: Iterable[Hostile], pause_seconds: float = 0) -> None:
        """Send the files one after another."""
        headers = {"Accept": "application/json", "Origin": self.url}
        async with httpx.AsyncClient(base_url=self.url, timeout=_TIMEOUT_SECONDS, headers=headers) as client:
            deposit_id = paper_id = uuid4()
            for number, each in enumerate(files):
                if number % FILES_PER_DEPOSIT == 0:
                    deposit_id, paper_id = uuid4(), uuid4()
                    await _begin(client, deposit_id)
                await self._send_one(client, deposit_id, paper_id, each)
                await asyncio.sleep(pause_seconds)

    async def _send_one(self, client: httpx.AsyncClient, deposit_id: UUID, paper_id: UUID, file: Hostile) -> None:
        original_id, begun = uuid4(), perf_counter()
        try:
            answer = await client.post(
                f"/deposits/{deposit_id}/originals",
                params={"paper": str(paper_id)},
                data={"original_id": str(original_id)},
                files={"photo": (file.name, file.data, "image/jpeg")},
            )
        except httpx.TransportError:
            self.answers.append((file, 0, perf_counter() - begun))
            return
        self.answers.append((file, answer.status_code, perf_counter() - begun))
        if answer.status_code == httpx.codes.CREATED:
            self.accepted[original_id] = file

    def p95_seconds(self) -> float:
        """Return within how many seconds 95 % of the answers came."""
        times = sorted(seconds for _, _, seconds in self.answers)
        return times[int(0.95 * (len(times) - 1))]


async def _begin(client: httpx.AsyncClient, deposit_id: UUID) -> None:
    who = {"name": "Ann", "contact": "-", "deposit_id": str(deposit_id)}
    answer = await client.post("/identification/contact", data=who)
    assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
