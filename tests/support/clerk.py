"""A clerk who works the desk by keyboard, with so much thought for each document; and a queue for them to work on."""

import asyncio
import itertools
import json
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from playwright.async_api import CDPSession, Page

from demo.people import Person, people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.wanted import WAITS
from dossier.requests.errors import OtherDepartmentsFile
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.requests import ask_for

PATIENCE_SECONDS = 20
WARM = 5
"""Documents decided before anything is weighed: what a server loads and a browser compiles once."""
MADE_SECONDS = 300
_EYES = Path(__file__).with_suffix(".js")
_DEPOSITS: tuple[tuple[str | None, ...], ...] = (("REV_PAIE",), ("REV_PAIE", "REV_PAIE"), (None,), ("REV_PAIE",) * 3)
"""What the deposits hold, in turn: what the depositor said, or nothing where it was asked of them."""
_ASKED = "LOG_BAIL"
_AFTER_THE_SUGGESTION = 0.2
"""Which part of the thought follows the key that takes a suggestion: one looks whether it is right."""

_BEHIND = (
    """INSERT INTO deposits (id, centre_id, circuit, state, language, opened_at, received_at, social_file_id,
                              beneficiary_id)
       SELECT gen_random_uuid(), c.id, (ARRAY['portal', 'kiosk', 'counter', 'post', 'email'])[1 + n % 5], 'ready',
              CASE WHEN n % 3 = 0 THEN 'nl' ELSE 'fr' END, now() - n * interval '3 minutes',
              now() - n * interval '3 minutes', f.social_file_id, f.beneficiary_id
       FROM centres c CROSS JOIN generate_series(1, $1::integer) n
       LEFT JOIN (SELECT social_file_id, beneficiary_id, row_number() OVER (ORDER BY id) AS at
                  FROM social_file_members) f ON n % 5 <> 0 AND f.at = n % 300""",
    """INSERT INTO receipts (id, centre_id, deposit_id, number, issued_at, content_digest, statement)
       SELECT gen_random_uuid(), centre_id, id, '25-' || row_number() OVER (), now(), repeat('0', 64), ''
       FROM deposits d WHERE NOT EXISTS (SELECT FROM receipts r WHERE r.deposit_id = d.id) AND $1::integer > 0""",
    """INSERT INTO documents (id, centre_id, deposit_id, position, state, social_file_id, captured_at, urgency, due_at,
                              ranked_at)
       SELECT gen_random_uuid(), d.centre_id, d.id, 0, 'captured', d.social_file_id, d.received_at, 1, 'infinity', now()
       FROM deposits d WHERE NOT EXISTS (SELECT FROM documents o WHERE o.deposit_id = d.id) AND $1::integer > 0""",
)


async def line_up(resources: Resources, centre_id: UUID, count: int) -> None:
    """Hand so many documents over, in deposits of one to three, of one page or two; their pages wait to be made."""
    worker, left = await staff(centre_id, "nadia.benali"), count
    known = itertools.cycle(await _with_open_file(centre_id))
    for turn in itertools.count():
        types = _DEPOSITS[turn % len(_DEPOSITS)][:left]
        if not types:
            return
        person = await _asked(worker, known) if None in types else next(known)
        await hand_over(resources, centre_id, person, types=types, pages=1 + turn % 2)
        left -= len(types)


async def _with_open_file(centre_id: UUID) -> list[Person]:
    """Return those of the people about whom something can be filed."""
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT DISTINCT b.last_name, b.first_name, b.birth_date FROM beneficiaries b
               JOIN social_file_members m ON m.beneficiary_id = b.id JOIN social_files f ON f.id = m.social_file_id
               WHERE f.status = 'open'"""
        )
    filed = {tuple(row) for row in rows}
    return [each for each in people() if (each.last_name, each.first_name, each.birth_date) in filed]


async def _asked(worker: Actor, known: Iterator[Person]) -> Person:
    """Ask the next of the people whom this worker may ask for a document, and return who that is."""
    for person in known:
        with suppress(OtherDepartmentsFile):
            await ask_for(worker, person, _ASKED)
            return person
    raise AssertionError("people come again and again")


async def put_first(centre_id: UUID) -> None:
    """Let what waits so far come before all that follows."""
    async with transaction(system(centre_id)) as tx:
        await tx.run(f"UPDATE documents d SET urgency = 4, due_at = now(), ranked_at = now() WHERE {WAITS}")


async def pages_made(centre_id: UUID) -> None:
    """Wait until the service's worker has made every page."""
    async with asyncio.timeout(MADE_SECONDS):
        waiting = 1
        while waiting:
            async with transaction(system(centre_id)) as tx:
                waiting = await tx.value("SELECT count(*) FROM pages WHERE state = 'waiting'")
            await asyncio.sleep(0.2)


async def let_wait_behind(centre_id: UUID, count: int) -> None:
    """Let so many documents without papers wait, of all circuits, in files of everybody's and of nobody's."""
    async with transaction(system(centre_id)) as tx:
        for statement in _BEHIND:
            await tx.connection.execute(statement, count, timeout=300)


@dataclass
class Work:
    """What a clerk did, and how long they waited for it."""

    waited_ms: list[float] = field(default_factory=list)  # verdict → next painted
    keys: list[int] = field(default_factory=list)  # by document
    thought_seconds: float = 0
    wall_seconds: float = 0
    heap_bytes: list[float] = field(default_factory=list)  # after garbage was collected
    nodes: list[float] = field(default_factory=list)

    @property
    def share_of_thought(self) -> float:
        """Return which part of the time went into thinking."""
        return self.thought_seconds / self.wall_seconds

    @property
    def heap_growth(self) -> float:
        """Return by which part the tab's heap grew from the first weighing to the last."""
        return self.heap_bytes[-1] / self.heap_bytes[0] - 1

    @property
    def nodes_growth(self) -> float:
        """Return by which part the nodes of the tab's documents became more."""
        return self.nodes[-1] / self.nodes[0] - 1

    def part_ms(self, part: float) -> float:
        """Return how long the clerk waited at most in such a part of the cases."""
        return sorted(self.waited_ms)[min(int(part * len(self.waited_ms)), len(self.waited_ms) - 1)]


class Clerk:
    """One who sits before the desk; they take what is suggested, and press V. `ahead`: their browser looks ahead."""

    def __init__(self, page: Page, *, ahead: bool = True) -> None:
        self.page = page
        self._ahead = ahead
        self._told: asyncio.Queue[dict[str, float]] = asyncio.Queue()
        self._typed = True

    async def sit_down(self) -> None:
        """Open the first document of the queue."""
        await self.page.expose_function("told", lambda text: self._told.put_nowait(json.loads(text)))
        await self.page.context.add_init_script(path=_EYES)
        await self.page.goto("/backoffice/queue")
        await self.page.keyboard.press("Enter")
        await self.page.wait_for_url(re.compile(r"/backoffice/documents/"))
        await self.page.locator("#profile form.profile[action$='/validation']").wait_for()
        self._typed = bool(await self.page.locator(".combo [name=type_id]").input_value())

    async def decide(self, count: int, thought_seconds: float, *, weigh_each: int = 0) -> Work:
        """Decide so many documents, thinking so long about each; weigh the tab now and then where that is wanted."""
        work, devtools = Work(), await self.page.context.new_cdp_session(self.page)
        wall = 0.0
        for number in range(count):
            begun = time.perf_counter()
            work.keys.append(await self._say(thought_seconds))
            told = await asyncio.wait_for(self._told.get(), PATIENCE_SECONDS)
            wall += time.perf_counter() - begun
            work.waited_ms.append(told["taken"])
            self._typed = bool(told["typed"])
            work.thought_seconds += thought_seconds
            if weigh_each and number % weigh_each == 0:
                await self._settled()
                await _weigh(devtools, work)
        work.wall_seconds = wall
        return work

    async def load_anew(self, count: int) -> list[float]:
        """Load the present desk anew so many times; return how long each took until it was painted, in milliseconds."""
        taken = []
        for _ in range(count):
            await self._settled()
            await self.page.evaluate(
                """sessionStorage.setItem("clerk-pressed",
                    JSON.stringify({ at: performance.timeOrigin + performance.now(), last: "" }))"""
            )
            await self.page.reload()
            taken.append((await asyncio.wait_for(self._told.get(), PATIENCE_SECONDS))["taken"])
        return taken

    async def _settled(self) -> None:
        """Wait until the last verdict is confirmed and the next desk prepared: while one thinks, the tab holds two."""
        await self.page.locator("#desk-screen[hidden]").wait_for(state="detached")
        if self._ahead:
            await self.page.locator("pages-ahead[data-done]").wait_for(state="attached")

    async def _say(self, thought_seconds: float) -> int:
        """Say what the document is, by the first suggestion where the form does not know, and file it."""
        if self._typed:
            await asyncio.sleep(thought_seconds)
            await self.page.keyboard.press("v")
            return 1
        await asyncio.sleep(thought_seconds * (1 - _AFTER_THE_SUGGESTION))
        await self.page.keyboard.press("1")
        await asyncio.sleep(thought_seconds * _AFTER_THE_SUGGESTION)
        await self.page.keyboard.press("v")
        return 2


async def _weigh(devtools: CDPSession, work: Work) -> None:
    await devtools.send("HeapProfiler.enable")
    await devtools.send("HeapProfiler.collectGarbage")
    await devtools.send("Performance.enable")
    found = {each["name"]: each["value"] for each in (await devtools.send("Performance.getMetrics"))["metrics"]}
    work.heap_bytes.append(found["JSHeapUsedSize"])
    work.nodes.append(found["Nodes"])
