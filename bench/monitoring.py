"""How soon the centre's figures are there, over a year of 20,000 deposits: whole pages through HTTP."""

import asyncio
import sys
from statistics import median
from time import perf_counter

import asyncpg
import httpx

from bench.served import Served, load, pace, served
from bench.tables import report, table
from demo import accounts
from demo.seed import seed_people
from demo.simulation.fill import simulate
from dossier.people.cipher import NissCipher
from dossier.settings import settings

DEPOSITS, ASKED = 20_000, 40
PAGE_MAX_MS = 300.0
_MANAGER = "anne.dewit"
_PAGES = {
    "now": "",
    "delays, the whole way": "/delays",
    "delays, deposit to filed": "/delays?stage=filed",
    "delays, signal to seen": "/delays?stage=seen",
    "delays, seen to handled": "/delays?stage=handled",
    "delays, pages taken again": "/delays?stage=retake",
    "delays, paper asked for": "/delays?stage=request",
    "quality": "/quality",
    "use": "/use",
    "figures as Parquet": "/sheets/filed/parquet",
}


async def fill(service: Served) -> float:
    """Make the year up; return how many seconds that took."""
    cipher = NissCipher.of(settings())
    await seed_people(cipher, service.centre_id)
    begun = perf_counter()
    await simulate(service.centre_id, cipher, settings(), DEPOSITS, 1, lambda _: None)
    took = perf_counter() - begun
    owner = await asyncpg.connect(service.cluster.owner_url())
    await owner.execute("VACUUM ANALYZE")  # as autovacuum does by and by
    await owner.close()
    superuser = await asyncpg.connect(service.cluster.superuser_url())
    await superuser.execute("CHECKPOINT")  # else what was filled is written out while figures are asked
    await superuser.close()
    return took


async def ask_all(url: str, paces: list[float]) -> dict[str, list[float]]:
    """Ask each page as one signed-in manager, in turn; return seconds by page, and add the machine's paces."""
    taken: dict[str, list[float]] = {name: [] for name in _PAGES}
    async with httpx.AsyncClient(base_url=url, timeout=30, headers={"Sec-Fetch-Site": "same-origin"}) as client:
        form = {"username": _MANAGER, "password": accounts.PASSWORD, "return_to": ""}
        signed_in = await client.post("/backoffice/session", data=form)
        assert signed_in.status_code == httpx.codes.SEE_OTHER, signed_in.status_code
        for number in range(ASKED + 2):
            paces.append(pace())
            for name, address in _PAGES.items():
                begun = perf_counter()
                answer = await client.get(f"/backoffice/monitoring{address}")
                if number > 1:  # the first two load what is loaded once
                    taken[name].append(perf_counter() - begun)
                assert answer.status_code == httpx.codes.OK, answer.status_code
    return taken


async def measure() -> tuple[float, dict[str, list[float]], list[float]]:
    """Return the seconds that the year took to make, those that each answer took, and the machine's paces."""
    paces: list[float] = []
    async with served() as service:
        made = await fill(service)
        return made, await ask_all(service.web.url, paces), paces


def main() -> int:
    """Measure, print and write the section; return 1 where a promise is broken."""
    made, measured, paces = asyncio.run(measure())
    rows = [
        (name, len(each), 1000 * median(each), 1000 * sorted(each)[int(0.95 * (len(each) - 1))], PAGE_MAX_MS)
        for name, each in measured.items()
    ]
    body = f"A made-up year of {DEPOSITS} deposits (`guichet simulate`, {made:.0f} s), the period of twelve months; "
    body += "PostgreSQL and one web process on this machine, one manager asks through HTTP, one page after another, "
    body += f"whole pages; {load()}; a million turns of an empty loop took {min(paces):.0f} to {max(paces):.0f} ms "
    body += "meanwhile.\n\n"
    report(
        "monitoring", "Monitoring", body + table(("page", "asked", "median, ms", "p95, ms", "promised p95, ms"), rows)
    )
    return int(any(row[3] > row[4] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
