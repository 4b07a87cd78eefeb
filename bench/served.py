"""The real service to measure: PostgreSQL with fsync, one web process, a local vault; all on the disk of one folder.

No worker runs beside it: making pages is measured elsewhere, and would take its share of two cores here.
"""

import base64
import os
import secrets
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID

import cv2
import numpy as np

from dossier.database.embedded.cluster import Cluster, embedded
from dossier.database.engine import pool
from dossier.database.migrate import migrate, role_of
from dossier.founding import found_centre
from dossier.settings import settings, variable
from tests.support.database import settings_for
from tests.support.webs import Web, web_servers

PHOTO_BYTES = 4_000_000
_SIDES = (4000, 3000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running service."""

    folder: Path
    cluster: Cluster
    centre_id: UUID
    web: Web


@asynccontextmanager
async def served(**changes: object) -> AsyncIterator[Served]:
    """Run the service, with some settings changed; this process may act beside it in its database."""
    decide_keys()
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as name:
        folder = Path(name)
        with embedded(folder / "postgres") as cluster:
            await migrate(cluster.owner_url(), role_of(cluster.app_url()))
            async with pool(cluster.app_url(), size=2):
                centre_id = await found_centre(cluster.owner_url(), "demo", "CPAS", "OCMW")
                with web_servers(settings_for(cluster, "guichet", folder), 1, **changes) as (web,):
                    yield Served(folder=folder, cluster=cluster, centre_id=centre_id, web=web)


def decide_keys() -> None:
    """Give this process, and those that it starts, settings of a run of its own."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    values = {
        "mode": "test",
        "secret_key": secrets.token_urlsafe(),
        "niss_keys": f'{{"b1": "{key}"}}',
        "niss_index_key": key,
        "database_url": "postgresql://nobody@127.0.0.1:1/none",
        "store_url": "file:///nonexistent",
        "log_level": "warning",
    }
    os.environ.update({variable(name): value for name, value in values.items()})
    settings.cache_clear()


def photo() -> bytes:
    """Return a JPEG of 12 megapixels and about 4 MB: a grainy photo of a written page."""
    height, width = _SIDES
    page = np.full((height, width, 3), 215, np.uint8)
    for line in range(150, height - 100, 90):
        cv2.putText(page, "Composition de menage " * 4, (120, line), cv2.FONT_HERSHEY_SIMPLEX, 2, (40, 30, 30), 5)
    grain = np.random.default_rng(4).normal(0, 7, page.shape)
    grainy = np.clip(page + grain, 0, 255).astype(np.uint8)
    tries = (bytes(cv2.imencode(".jpg", grainy, [cv2.IMWRITE_JPEG_QUALITY, each])[1]) for each in range(60, 100, 2))
    return min(tries, key=lambda each: abs(len(each) - PHOTO_BYTES))


def milliseconds(seconds: list[float]) -> tuple[float, float]:
    """Return the median and the 90th percentile of some times, in milliseconds."""
    return 1000 * median(seconds), 1000 * sorted(seconds)[int(0.9 * (len(seconds) - 1))]


def load() -> str:
    """Tell how busy the machine is, which every figure here depends on."""
    return f"load of the machine {os.getloadavg()[0]:.1f}"


def pace() -> float:
    """Return how many milliseconds a million turns of an empty loop take here and now: some machines' speed jumps."""
    begun = perf_counter()
    for _ in range(1_000_000):
        pass
    return 1000 * (perf_counter() - begun)
