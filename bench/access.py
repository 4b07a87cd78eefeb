"""What need to know costs: the same questions by a social worker, bound by it, and with the whole centre in sight."""

import asyncio
import json
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter
from uuid import UUID

import asyncpg

from bench.tables import report, table
from dossier.database.actor import Actor, system
from dossier.database.embedded.cluster import temporary
from dossier.database.engine import Transaction, pool, transaction
from dossier.database.migrate import migrate, role_of
from dossier.founding import found_centre

DOCUMENTS, PAGES_EACH, FILES = 50_000, 4, 11_400
ROUNDS = 30
QUESTION_MAX_MS = 10.0
"""What a desk's question may take at most, bound by need to know."""

_FILL = (
    """INSERT INTO staff_members (id, centre_id, username, first_name, last_name, email, language, department_id, roles)
       SELECT gen_random_uuid(), centre_id, lower(code) || n, 'A', 'B', '', 'fr', id, '{social_worker}'
       FROM departments, generate_series(1, 10) n""",
    """INSERT INTO social_files (id, centre_id, number, department_id, social_worker_id, status, opened_on)
       SELECT gen_random_uuid(), s.centre_id, 'n' || n, s.department_id, s.id, 'open', '2024-01-01'
       FROM generate_series(1, {files}) n
       JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS at FROM staff_members) s ON s.at = n % 80""",
    """INSERT INTO deposits (id, centre_id, circuit, state, language, opened_at, received_at)
       SELECT gen_random_uuid(), id, 'portal', 'received', 'fr', now(), now()
       FROM centres, generate_series(1, {documents} / 5)""",
    """INSERT INTO documents (id, centre_id, deposit_id, position, state, type_id, social_file_id, captured_at)
       SELECT gen_random_uuid(), d.centre_id, d.id, n, CASE WHEN d.at % 100 = 0 THEN 'profiled' ELSE 'validated' END,
              t.id, f.id, now() - d.at * interval '1 minute'
       FROM (SELECT *, row_number() OVER (ORDER BY id) AS at FROM deposits) d, generate_series(0, 4) n,
            (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM social_files) f,
            (SELECT id, row_number() OVER (ORDER BY code) - 1 AS at FROM document_types) t
       WHERE f.at = (d.at * 5 + n) % {files} AND t.at = (d.at + n) % 60""",
    """INSERT INTO originals (id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type, page_count,
                              vault_key, added_at)
       SELECT p.id, p.centre_id, p.deposit_id, p.id, p.position, repeat('0', 64), 1, 'image/jpeg', {pages},
              p.centre_id || '/' || p.id || '/' || repeat('0', 64), now() FROM papers p""",
    """INSERT INTO pages (id, centre_id, deposit_id, original_id, index, state)
       SELECT gen_random_uuid(), o.centre_id, o.deposit_id, o.id, n, 'ready'
       FROM originals o, generate_series(0, {pages} - 1) n""",
    """INSERT INTO document_pages (centre_id, document_id, page_id, position)
       SELECT g.centre_id, d.id, g.id, g.index FROM pages g JOIN documents d ON d.id = g.original_id""",
    """INSERT INTO renditions (centre_id, page_id, recipe_version, kind, sha256, vault_key, media_type, width_pixels,
                               height_pixels, size_bytes)
       SELECT g.centre_id, g.id, 1, 'page', repeat('0', 64), g.centre_id || '/' || g.id || '/' || repeat('0', 64),
              'image/webp', 1, 1, 1 FROM pages g""",
)
_PAPERS = """INSERT INTO papers (id, centre_id, deposit_id, position)
             SELECT id, centre_id, deposit_id, position FROM documents"""

QUESTIONS = {
    "one document, by its id": "SELECT state FROM documents WHERE id = $1",
    "the pages of a document": """SELECT g.id FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                                  WHERE dp.document_id = $1""",
    "a page's picture": """SELECT r.vault_key FROM renditions r
                           WHERE r.page_id = (SELECT page_id FROM document_pages WHERE document_id = $1 LIMIT 1)""",
    "a file received": "SELECT o.vault_key FROM originals o WHERE o.id = $1",
    "all documents of a file": """SELECT d.id FROM documents d
                                  WHERE d.social_file_id = (SELECT social_file_id FROM documents WHERE id = $1)""",
    "what waits, counted": """SELECT count(*) FROM documents
                              WHERE state IN ('captured', 'profiled', 'second_reading') AND id <> $1""",
}


async def fill(centre_id: UUID) -> None:
    """Put 200,000 pages into a centre, each with what belongs to it."""
    sizes = {"files": FILES, "documents": DOCUMENTS, "pages": PAGES_EACH}
    async with transaction(system(centre_id)) as tx:
        for at, statement in enumerate(_FILL):
            await tx.connection.execute(statement.format(**sizes) if at else statement, timeout=300)
            if "INTO documents" in statement:
                await tx.connection.execute(_PAPERS)


async def ask(who: Actor, question: str, ids: Sequence[UUID], *, whole_centre: bool) -> float:
    """Return the median milliseconds of a question, asked about each id in a transaction of its own."""
    taken = []
    for each in ids:
        async with transaction(who, whole_centre=whole_centre) as tx:
            begun = perf_counter()
            await tx.rows(question, each)
            taken.append(1000 * (perf_counter() - begun))
    return median(taken[len(taken) // 3 :])  # once the plans are made


async def scans(tx: Transaction, question: str, wanted: UUID) -> list[str]:
    """Return the large tables that the plan of a question reads from end to end."""
    plan = json.loads(await tx.value(f"EXPLAIN (FORMAT json) {question}", wanted))
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if node.get("Node Type") == "Seq Scan" and node["Relation Name"] in {"pages", "documents", "renditions"}:
                found.append(node["Relation Name"])
            for each in node.values():
                walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)

    walk(plan)
    return found


async def _measured() -> list[tuple[object, ...]]:
    with temporary() as cluster:
        await migrate(cluster.owner_url(), role_of(cluster.app_url()))
        async with pool(cluster.app_url(), size=1):
            centre_id = await found_centre(cluster.owner_url(), "bench", "CPAS", "OCMW")
            await fill(centre_id)
            async with transaction(system(centre_id)) as tx:
                row = await tx.row("SELECT id, department_id FROM staff_members ORDER BY username LIMIT 1")
                assert row is not None
                who = Actor(
                    centre_id=centre_id,
                    kind="staff",
                    id=row["id"],
                    roles=frozenset({"social_worker"}),
                    department_id=row["department_id"],
                )
                own = await tx.rows(
                    """SELECT d.id FROM documents d JOIN social_files f ON f.id = d.social_file_id
                       WHERE f.social_worker_id = $1 AND d.state = 'validated' ORDER BY d.id LIMIT $2""",
                    who.id,
                    ROUNDS,
                )
            ids = [each["id"] for each in own]
            await _analyse(cluster.owner_url())
            rows: list[tuple[object, ...]] = []
            for words, question in QUESTIONS.items():
                bound, free = [await ask(who, question, ids, whole_centre=each) for each in (False, True)]
                async with transaction(who) as tx:
                    whole = ", ".join(sorted(set(await scans(tx, question, ids[0])))) or "none"
                rows.append((words, bound, free, whole))
            return rows


async def _analyse(owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    await connection.execute("ANALYZE")
    await connection.close()


def main() -> int:
    """Measure, print and write the section; return 1 when a question takes too long."""
    rows = asyncio.run(_measured())
    body = f"{DOCUMENTS * PAGES_EACH:,} pages in {DOCUMENTS:,} documents and {FILES:,} files; a social worker's "
    body += f"statements, medians of {ROUNDS}. At most {QUESTION_MAX_MS:.0f} ms is promised.\n\n"
    heads = ("what is asked", "need to know, ms", "whole centre, ms", "tables read whole")
    report("access", "Need to know", body + table(heads, rows))
    return int(any(float(str(row[1])) > QUESTION_MAX_MS for row in rows))


if __name__ == "__main__":
    sys.exit(main())
