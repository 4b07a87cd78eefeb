"""How soon the queue's page is there while 100,000 documents wait: through HTTP, as those who work it ask."""

import asyncio
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

import asyncpg
import httpx

from bench.served import Served, load, pace, served
from bench.tables import report, table
from demo import accounts
from demo.seed import seed_people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.wanted import IN_ORDER, WAITS, Place
from dossier.people.cipher import NissCipher
from dossier.settings import settings

WAITING, DECIDED, ASKED = 100_000, 200_000, 36
PAGE_MAX_MS = 150.0
_AGENT, _WORKER = "ines.moreau", "nadia.benali"

_FILL = (
    """INSERT INTO deposits (id, centre_id, circuit, state, language, opened_at, received_at, social_file_id,
                              beneficiary_id)
       SELECT gen_random_uuid(), c.id, (ARRAY['portal', 'kiosk', 'counter', 'post', 'email'])[1 + n % 5], 'ready',
              CASE WHEN n % 3 = 0 THEN 'nl' ELSE 'fr' END, now() - n * interval '3 minutes',
              now() - n * interval '3 minutes', f.social_file_id, f.beneficiary_id
       FROM centres c CROSS JOIN generate_series(1, {waiting} / 2) n
       LEFT JOIN (SELECT social_file_id, beneficiary_id, row_number() OVER (ORDER BY id) AS at
                  FROM social_file_members) f ON n % 5 <> 0 AND f.at = n % 300""",
    """INSERT INTO receipts (id, centre_id, deposit_id, number, issued_at, content_digest, statement)
       SELECT gen_random_uuid(), centre_id, id, '26-' || row_number() OVER (), now(), repeat('0', 64), ''
       FROM deposits""",
    """INSERT INTO papers (id, centre_id, deposit_id, position)
       SELECT gen_random_uuid(), centre_id, id, n FROM deposits, generate_series(0, 1) n""",
    """INSERT INTO documents (id, centre_id, deposit_id, position, state, proposed_type_id, social_file_id, captured_at,
                              urgency, due_at, ranked_at, aside_until, aside_reason, aside_by)
       SELECT p.id, p.centre_id, p.deposit_id, p.position, 'captured', t.id, d.social_file_id, d.received_at,
              d.at % 5, CASE WHEN d.at % 5 > 1 THEN d.received_at + interval '5 days' ELSE 'infinity' END, now(),
              CASE WHEN d.at % 50 = 0 THEN current_date + 3 WHEN d.at % 50 = 1 THEN current_date END,
              CASE WHEN d.at % 50 < 2 THEN 'outside' END, CASE WHEN d.at % 50 < 2 THEN s.id END
       FROM papers p JOIN (SELECT *, row_number() OVER (ORDER BY id) AS at FROM deposits) d ON d.id = p.deposit_id
       JOIN staff_members s ON s.username = 'ines.moreau'
       LEFT JOIN (SELECT id, row_number() OVER (ORDER BY code) - 1 AS at FROM document_types) t ON t.at = d.at % 70""",
    """INSERT INTO documents (id, centre_id, deposit_id, position, state, type_id, social_file_id, captured_at)
       SELECT gen_random_uuid(), d.centre_id, d.id, 10 + n, 'validated', t.id, d.social_file_id,
              d.received_at - interval '1 year'
       FROM deposits d, generate_series(1, 2 * {decided} / {waiting}) n, document_types t WHERE t.code = 'REV_PAIE'""",
    """INSERT INTO originals (id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type, page_count,
                              vault_key, added_at)
       SELECT p.id, p.centre_id, p.deposit_id, p.id, p.position, repeat('0', 64), 1, 'image/jpeg', 1,
              p.centre_id || '/' || p.id || '/' || repeat('0', 64), now() FROM papers p""",
    """INSERT INTO pages (id, centre_id, deposit_id, original_id, index, state)
       SELECT gen_random_uuid(), o.centre_id, o.deposit_id, o.id, 0,
              CASE WHEN row_number() OVER () % 40 = 0 THEN 'unreadable' ELSE 'ready' END FROM originals o""",
    """INSERT INTO document_pages (centre_id, document_id, page_id, position)
       SELECT g.centre_id, g.original_id, g.id, 0 FROM pages g""",
    """INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id)
       SELECT d.centre_id, d.id, p.beneficiary_id FROM documents d JOIN deposits p ON p.id = d.deposit_id
       WHERE p.beneficiary_id IS NOT NULL""",
)


async def fill(service: Served) -> None:
    """Let so many documents wait, two of each deposit, of all circuits and types, among those that were decided."""
    await seed_people(NissCipher.of(settings()), service.centre_id)
    async with transaction(system(service.centre_id)) as tx:
        for statement in _FILL:
            await tx.connection.execute(statement.format(waiting=WAITING, decided=DECIDED), timeout=600)
    owner = await asyncpg.connect(service.cluster.owner_url())
    await owner.execute("VACUUM ANALYZE")  # as autovacuum does by and by
    await owner.close()
    superuser = await asyncpg.connect(service.cluster.superuser_url())
    await superuser.execute("CHECKPOINT")  # else what was filled is written out while the queue is asked
    await superuser.close()


_FILTERS = (
    {"circuit": "post"},
    {"language": "nl"},
    {"department": "AS"},
    {"department": "-"},
    {"kind": "REV_PAIE"},
    {"unidentified": "1"},
    {"problem": "1"},
    {"shown": "aside"},
    {"shown": "back"},
    {"shown": "mine"},
    {"circuit": "kiosk", "department": "PA", "language": "nl", "problem": "1"},
    {"circuit": "backfile"},  # of which there is none: the longest way through the index
)


async def _addresses(service: Served) -> dict[str, list[str]]:
    """Return what is asked, by kind; places further on are those of the queue itself."""
    async with transaction(system(service.centre_id)) as tx:
        rows = await tx.rows(
            f"""SELECT place, nullif(due_at, 'infinity') AS due_at, captured_at, deposit_id, position
                FROM (SELECT d.*, row_number() OVER (ORDER BY {IN_ORDER}) AS at FROM documents d WHERE {WAITS}) numbered
                WHERE at % $1 = 0 ORDER BY at LIMIT $2""",
            WAITING // ASKED - 100,
            ASKED,
        )
    further = [f"?after={Place.of(row).written()}" for row in rows]
    filtered = [f"?{urlencode(_FILTERS[at % len(_FILTERS)])}" for at in range(ASKED)]
    return {
        "page": [""] * ASKED,
        "filtered": filtered,
        "further on": further,
        "who has what open": ["/presence"] * ASKED,
        "the next is taken": [],
    }


async def ask_all(url: str, username: str, asked: dict[str, list[str]], paces: list[float]) -> dict[str, list[float]]:
    """Ask everything once as one signed-in staff member; return seconds by kind, and add the machine's paces."""
    from_here = {"Sec-Fetch-Site": "same-origin"}  # as a browser says of our own page
    taken: dict[str, list[float]] = {}
    async with httpx.AsyncClient(base_url=url, timeout=30, headers=from_here) as client:
        form = {"username": username, "password": accounts.PASSWORD, "return_to": ""}
        signed_in = await client.post("/backoffice/session", data=form)
        assert signed_in.status_code == httpx.codes.SEE_OTHER, signed_in.status_code
        for kind, addresses in asked.items():
            taken[kind] = []
            paces.append(pace())
            for address in addresses:
                begun = perf_counter()
                answer = await client.get(f"/backoffice/queue{address}")
                taken[kind].append(perf_counter() - begun)
                assert answer.status_code == httpx.codes.OK, answer.status_code
        taken["the next is taken"] = []
        for _ in range(ASKED):
            begun = perf_counter()
            answer = await client.post("/backoffice/queue/next")
            taken["the next is taken"].append(perf_counter() - begun)
            assert answer.headers["location"].startswith("/backoffice/documents/"), answer.headers["location"]
    return taken


async def measure() -> tuple[list[tuple[str, str, list[float]]], list[float]]:
    """Return who asked what, and the seconds that each answer took; and the machine's paces meanwhile."""
    paces: list[float] = []
    async with served() as service:
        await fill(service)
        asked = await _addresses(service)
        for username in (_AGENT, _WORKER):  # what it loads once
            await ask_all(service.web.url, username, {kind: each[:3] for kind, each in asked.items()}, paces)
        paces.clear()
        rows = [
            (words, kind, seconds)
            for words, username in (("scan section, sees all", _AGENT), ("social worker, need to know", _WORKER))
            for kind, seconds in (await ask_all(service.web.url, username, asked, paces)).items()
        ]
        return rows, paces


def _p95(seconds: Sequence[float]) -> float:
    return 1000 * sorted(seconds)[int(0.95 * (len(seconds) - 1))]


def main() -> int:
    """Measure, print and write the section; return 1 where a promise is broken."""
    measured, paces = asyncio.run(measure())
    rows = [(words, kind, len(each), 1000 * median(each), _p95(each), PAGE_MAX_MS) for words, kind, each in measured]
    body = f"{WAITING} documents wait beside {DECIDED} that are decided; PostgreSQL and one web "
    body += "process on this machine, one person asks through HTTP, "
    body += f"one question after another, whole pages with their counts; {load()}; a million "
    body += f"turns of an empty loop took {min(paces):.0f} to {max(paces):.0f} ms meanwhile.\n\n"
    head = ("who", "question", "asked", "median, ms", "p95, ms", "promised p95, ms")
    report("queue", "The queue", body + table(head, rows))
    return int(any(row[4] > row[5] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
