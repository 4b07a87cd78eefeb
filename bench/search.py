"""How soon a file is found and opened in a centre of 11,387 files and 200,000 pages: through HTTP, as a worker asks."""

import asyncio
import random
import sys
from collections.abc import Awaitable, Callable, Sequence
from statistics import median
from time import perf_counter

import asyncpg
import httpx

from bench.served import Served, load, served
from bench.tables import report, table
from demo import accounts
from demo.scale import seed_scale
from demo.seed import seed_people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.cipher import NissCipher, Sealed
from dossier.settings import settings

FILES = 11_387
ASKED = 200
"""Questions of each kind, each another one."""
_FLOORS_MS = {"name": 100, "NISS": 100, "receipt": 100, "full text": 200, "file page": 150}
_USERNAME = "nadia.benali"
_SEARCH = "/backoffice/search"

Ask = Callable[[str], Awaitable[httpx.Response]]


async def fill(service: Served) -> tuple[dict[str, list[str]], int]:
    """Make the centre; return what is asked of it, by the name of each kind of question, and how many pages it has."""
    actor, cipher = system(service.centre_id), NissCipher.of(settings())
    await seed_people(cipher, actor.centre_id)
    await seed_scale(actor.centre_id, cipher, FILES, lambda _: None)
    owner = await asyncpg.connect(service.cluster.owner_url())
    await owner.execute("VACUUM ANALYZE")  # as autovacuum does by and by
    await owner.close()
    async with transaction(actor) as tx:
        pages: int = await tx.value("SELECT count(*) FROM pages")
        people = await tx.rows("SELECT first_name, last_name FROM beneficiaries ORDER BY md5(id::text) LIMIT $1", ASKED)
        sealed = await tx.rows(
            "SELECT niss_key_id, niss_ciphertext FROM beneficiaries ORDER BY md5('n' || id::text) LIMIT $1", ASKED
        )
        receipts = await tx.rows("SELECT number FROM receipts ORDER BY md5(id::text) LIMIT $1", ASKED)
        words = await tx.rows(
            """SELECT words FROM page_texts TABLESAMPLE system (1) ORDER BY md5(page_id::text) LIMIT $1""", ASKED
        )
        files = await tx.rows(
            """SELECT f.id FROM social_files f JOIN staff_members w ON w.department_id = f.department_id
               WHERE w.username = $2 ORDER BY md5(f.id::text) LIMIT $1""",
            ASKED,
            _USERNAME,
        )
    asked = {
        "name": [_letters(row["first_name"], row["last_name"], at) for at, row in enumerate(people)],
        "NISS": [cipher.unseal(actor.centre_id, Sealed(key_id=row[0], ciphertext=row[1])).digits for row in sealed],
        "receipt": [row["number"] if at % 2 else row["number"][:8] for at, row in enumerate(receipts)],
        "full text": [_words(row["words"], at) for at, row in enumerate(words)],
        "file page": [f"/backoffice/files/{row['id']}" for row in files],
    }
    return asked, pages


def _letters(first: str, last: str, at: int) -> str:
    """Return what a hurried person types: both names shortened, in either order, or the last name alone."""
    return (f"{last[:4]} {first[:3]}", f"{first} {last}", last[:5])[at % 3]


def _words(text: str, at: int) -> str:
    """Return one to three neighbouring words of a page."""
    words = [each for each in text.split() if each.isalpha() and len(each) > 3]  # noqa: PLR2004 - no article
    begin = random.Random(at).randrange(max(1, len(words) - 3))
    return " ".join(words[begin : begin + 1 + at % 3])


async def ask_all(url: str, asked: dict[str, list[str]]) -> dict[str, list[float]]:
    """Ask every question once, as one signed-in worker; return seconds by kind."""
    from_here = {"Sec-Fetch-Site": "same-origin"}  # as a browser says of our own page
    async with httpx.AsyncClient(base_url=url, timeout=30, headers=from_here) as client:
        form = {"username": _USERNAME, "password": accounts.PASSWORD, "return_to": ""}
        signed_in = await client.post("/backoffice/session", data=form)
        assert signed_in.status_code == httpx.codes.SEE_OTHER, signed_in.status_code

        async def search(words: str) -> httpx.Response:
            return await client.post(_SEARCH, data={"words": words}, headers={"HX-Request": "true"})

        return {kind: await _timed(client.get if kind == "file page" else search, all_) for kind, all_ in asked.items()}


async def _timed(ask: Ask, asked: Sequence[str]) -> list[float]:
    taken = []
    for each in asked:
        begun = perf_counter()
        answer = await ask(each)
        taken.append(perf_counter() - begun)
        assert answer.status_code == httpx.codes.OK, answer.status_code
    return taken


async def measure() -> tuple[dict[str, list[float]], int]:
    """Return the seconds of each question by kind, and how many pages there are."""
    async with served() as service:
        asked, pages = await fill(service)
        await ask_all(service.web.url, {kind: each[:5] for kind, each in asked.items()})  # what it loads once
        return await ask_all(service.web.url, asked), pages


def _p95(seconds: Sequence[float]) -> float:
    return 1000 * sorted(seconds)[int(0.95 * (len(seconds) - 1))]


def main() -> int:
    """Measure, print and write the section; return 1 where a promise is broken."""
    taken, pages = asyncio.run(measure())
    rows = [(kind, len(each), 1000 * median(each), _p95(each), _FLOORS_MS[kind]) for kind, each in taken.items()]
    body = (
        f"{FILES} made-up files, {pages} pages with their words; PostgreSQL and one web process on this machine, one "
    )
    body += f"worker of a department asks through HTTP, one question after another; {load()}. A search answers people, "
    body += "receipts and documents at once; a file's page is whole, with its line of time and all its documents.\n\n"
    head = ("question", "asked", "median, ms", "p95, ms", "promised p95, ms")
    report("search", "Search and the page of a file", body + table(head, rows))
    return int(any(p95 > floor for *_, p95, floor in rows))


if __name__ == "__main__":
    sys.exit(main())
