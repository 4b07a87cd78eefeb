"""Half an hour without network, then one that comes and goes: nothing that was promised is lost or doubled."""

import asyncio
import os
import random
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import cv2
import httpx
import pytest

from demo.papers import render
from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from tests.journeys.test_kiosk_printer import paired_folder
from tests.support.forked import Forked
from tests.support.line import line_to
from tests.support.patience import PATIENCE_SECONDS
from tests.support.service import Service

pytestmark = pytest.mark.usefixtures("service_resources")

SEED = 20261127


class Screen:
    """A kiosk's screen without network, touched as fast as it answers."""

    def __init__(self, port: int) -> None:
        own = f"http://127.0.0.1:{port}"
        self.client = httpx.AsyncClient(base_url=own, headers={"Origin": own}, timeout=PATIENCE_SECONDS)

    async def hand_in(self, photos: list[bytes]) -> str:
        """Hand photos in, each a paper of its own; return the number that is promised."""
        await self.client.get("/kiosk")
        await self.client.get("/kiosk/identification?lang=fr")
        for photo in photos:
            files = {"photo": ("photo.jpg", photo, "image/jpeg")}
            where = f"/kiosk/deposit/papers/{uuid4()}/photo"
            taken = await self.client.post(where, data={"original_id": str(uuid4())}, files=files)
            assert taken.status_code == 303, taken.text
        handed_in = await self.client.post("/kiosk/deposit/receipt")
        assert handed_in.status_code == 303, handed_in.text
        shown = await self.client.get("/kiosk/deposit/receipt")
        found = re.search(r'class="slip-number"[^>]*>([^<]+)<', shown.text)
        assert found, shown.text
        return found[1]


@contextmanager
def running_agent(service: Service, folder: Path) -> Iterator[Forked]:
    """Run the service of a folder, at once: it is killed many times."""
    words = ["kiosk-agent", "--folder", str(folder), "--port", str(service.settings.kiosk_agent_port)]
    process = Forked(["cli", *words], os.environ, folder.with_suffix(".log"))
    try:
        yield process
    finally:
        process.kill()


@asynccontextmanager
async def screen_of(service: Service) -> AsyncIterator[Screen]:
    """Touch the screen of a service that runs, once it answers."""
    screen = Screen(service.settings.kiosk_agent_port)
    async with screen.client, asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                await screen.client.get("/kiosk")
                break
            except httpx.TransportError:
                await asyncio.sleep(0.05)
        yield screen


@pytest.mark.parametrize("count", [5, pytest.param(60, marks=pytest.mark.torture)])
async def test_what_was_promised_comes_in_once_though_lines_are_cut_and_machines_die(
    service: Service, tmp_path: Path, count: int
) -> None:
    dice = random.Random(SEED)
    promised: dict[str, list[str]] = {}
    async with line_to(service.url) as line:
        here, folder = replace(service, url=line.url), tmp_path / "kiosk"
        device_id = await paired_folder(here, folder)
        with running_agent(here, folder):
            await _until_it_has_numbers(folder)
        line.cut()
        while len(promised) < count:
            with running_agent(here, folder) as agent:
                async with screen_of(here) as screen:
                    for _ in range(dice.randint(1, 4)):
                        photos = [_photo(dice) for _ in range(dice.randint(1, 3))]
                        number = await screen.hand_in(photos)
                        assert number not in promised
                        promised[number] = sorted(sha256(each).hexdigest() for each in photos)
                    agent.kill()  # the power goes
        while any((folder / "kept").iterdir()):
            line.mend()
            line.cuts_bytes = [line.gone_bytes + dice.randint(2_000, 400_000)]  # it comes back, and breaks in mid-photo
            with running_agent(here, folder) as agent:
                await asyncio.sleep(dice.uniform(0.9, 1.8))
                agent.kill()
    assert await _received(service, str(device_id)) == promised


async def _until_it_has_numbers(folder: Path) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (folder / "conduct.json").exists():  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.05)


def _photo(dice: random.Random) -> bytes:
    paper = render("REV_PAIE", people()[dice.randrange(5)], "fr", date(2026, 10, 31), dice.randrange(1000), 60)
    return bytes(cv2.imencode(".jpg", paper[:, :, ::-1])[1])


async def _received(service: Service, device_id: str) -> dict[str, list[str]]:
    """Return the originals of each number that a kiosk's deposits have, however many there are."""
    async with transaction(system(service.centre_id)) as tx:
        rows = await tx.rows(
            """SELECT r.number, array_agg(o.sha256 ORDER BY o.sha256) AS originals
               FROM deposits d JOIN receipts r ON r.deposit_id = d.id JOIN originals o ON o.deposit_id = d.id
               WHERE d.device_id = $1::text::uuid GROUP BY d.id, r.number""",
            device_id,
        )
    assert len({each["number"] for each in rows}) == len(rows)
    return {each["number"]: list(each["originals"]) for each in rows}
