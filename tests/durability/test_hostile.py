"""Hostile files through a real web server: no process of it dies, nothing is taken in that is none of our kinds."""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from bench.tables import report, table
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.durability.hostile_sender import Sender
from tests.support.hostile import FAMILIES, Hostile, hostile_files
from tests.support.hostile.pictures import photo
from tests.support.processes import alive, descendants
from tests.support.service import Service

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # in which the service's database is opened
    pytest.mark.boxed,
]

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile"
FILES_OF_EACH_FAMILY = 20
"""Which is more than 1,000 in all."""
CLEAN_BESIDE_CLEAN = 250
CLEAN_PAUSE_SECONDS = 0.1
SETTLE_SECONDS = 600
SLOWER_AT_MOST = 1.5

_BEGINNINGS = {
    "image/jpeg": (0, (b"\xff\xd8\xff",)),
    "image/png": (0, (b"\x89PNG\r\n\x1a\n",)),
    "image/webp": (8, (b"WEBP",)),
    "image/tiff": (0, (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    "image/heic": (4, (b"ftyp",)),
    "image/avif": (4, (b"ftyp",)),
}
"""What a file of each kind has at which place: said here once more, apart from the gate."""


def clean_files() -> Iterator[Hostile]:
    """Yield photos as people send them, each another."""
    number = 0
    while True:
        number += 1
        yield Hostile(
            "clean", "photo.jpg", photo("JPEG", quality=60 + number % 35) + bytes([number % 256]), never=False
        )


def servers() -> dict[int, str]:
    """Return the processes of web server and worker, without the boxed children that come and go."""
    return {pid: line for pid, line in descendants(os.getpid()).items() if "forkserver" in line}


async def taken_in_wrongly(resources: Resources, sender: Sender, service: Service) -> list[str]:
    """Return what was accepted though it may not be, and what was kept under a kind that it is not."""
    wrong = [f"{each.family}: accepted" for each in sender.accepted.values() if each.never]
    async with transaction(system(service.centre_id)) as tx:
        rows = await tx.rows(
            "SELECT id, media_type, vault_key FROM originals WHERE id = ANY($1)", list(sender.accepted)
        )
    assert {row["id"] for row in rows} == set(sender.accepted)
    for row in rows:
        data = await resources.vault.read(row["vault_key"])
        place, beginnings = _BEGINNINGS.get(row["media_type"], (None, ()))
        is_pdf = row["media_type"] == "application/pdf" and b"%PDF-" in data[:1024]
        if not is_pdf and not any(data[place:].startswith(each) for each in beginnings):
            wrong.append(f"{sender.accepted[row['id']].family}: kept as {row['media_type']}")
    return wrong


async def settled(service: Service) -> Counter[str]:
    """Wait until the worker has made, or given up, each page; return the states."""
    async with asyncio.timeout(SETTLE_SECONDS):
        while True:
            async with transaction(system(service.centre_id)) as tx:
                rows = await tx.rows("SELECT coalesce(problem, state) AS state, count(*) FROM pages GROUP BY 1")
            found = Counter({row["state"]: row["count"] for row in rows})
            if not found["waiting"]:
                return found
            await asyncio.sleep(0.2)


@pytest.mark.torture
async def test_two_of_each_family_harm_nothing(service: Service, service_resources: Resources) -> None:
    before = servers()
    assert before
    sender = Sender(service.url)
    await sender.send(hostile_files(2, seed=1))
    assert len(sender.answers) == 2 * len(FAMILIES)
    assert [(file.family, status) for file, status, _ in sender.answers if status == 0 or status >= 500] == []
    assert await taken_in_wrongly(service_resources, sender, service) == []
    states = await settled(service)
    assert states["ready"] > 0
    assert servers() == before
    assert all(alive(pid) for pid in before)


@pytest.mark.torture
async def test_a_thousand_harm_nothing_and_hold_nobody_up(service: Service, service_resources: Resources) -> None:
    files = [*hostile_files(FILES_OF_EACH_FAMILY, seed=2), *shared()]
    before = servers()
    assert before
    as_before, meanwhile, hostile = Sender(service.url), Sender(service.url), Sender(service.url)
    await beside(as_before, Sender(service.url), islice(clean_files(), CLEAN_BESIDE_CLEAN))
    await settled(service)
    await beside(meanwhile, hostile, files)
    states = await settled(service)

    statuses = Counter(status for _, status, _ in hostile.answers)
    wrong = await taken_in_wrongly(service_resources, hostile, service)
    deaths = len(set(before) - {pid for pid in before if alive(pid)} | (set(servers()) - set(before)))
    ratio = meanwhile.p95_seconds() / as_before.p95_seconds()
    rows: list[tuple[str, object]] = [
        ("hostile files sent", len(files)),
        ("of families", len({each.family for each in files})),
        ("accepted, all of our kinds", len(hostile.accepted)),
        ("refused", sum(count for status, count in statuses.items() if 400 <= status < 500)),
        ("accepted outside the allow-list", len(wrong)),
        ("processes of web server and worker that died", deaths),
        ("answers that failed (5xx, or none)", statuses[0] + sum(n for each, n in statuses.items() if each >= 500)),
        ("pages made", states["ready"]),
        ("pages put before a person", sum(states.values()) - states["ready"]),
        ("a clean photo beside clean ones, p95, s", as_before.p95_seconds()),
        ("a clean photo beside hostile ones, p95, s", meanwhile.p95_seconds()),
        ("× as long", ratio),
    ]
    report("hostile_traffic", "Hostile files through a web server", table(("", ""), rows), by="make torture")
    assert statuses[0] == 0
    assert not [status for status in statuses if status >= 500]
    assert wrong == []
    assert deaths == 0
    assert ratio <= SLOWER_AT_MOST


async def beside(clean: Sender, other: Sender, files: Iterator[Hostile] | list[Hostile]) -> None:
    """Time clean photos for as long as another sender sends files as fast as they are answered."""
    timed = asyncio.create_task(clean.send(clean_files(), CLEAN_PAUSE_SECONDS))
    await other.send(files)
    timed.cancel()
    await asyncio.gather(timed, return_exceptions=True)


def shared() -> list[Hostile]:
    """Return the files that others collected, where they are at hand."""
    if not SHARED.is_dir():
        return []
    return [
        Hostile(f"collected{each.suffix}", each.name, each.read_bytes(), never=False)
        for each in sorted(SHARED.iterdir())
        if each.is_file()
    ]
