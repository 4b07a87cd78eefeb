"""How long a clerk waits between a verdict and the next document: in a browser, by keyboard, with 20,000 behind it."""

import asyncio
import sys
from statistics import median

from playwright.async_api import Browser, async_playwright

from bench.served import Served, load, served
from bench.tables import report, table
from demo import accounts
from demo.seed import seed_people
from dossier.jobs.worker import drain
from dossier.people.cipher import NissCipher
from dossier.resources import beside_pool
from dossier.settings import settings
from tests.support.clerk import WARM, Clerk, Work, let_wait_behind, line_up, put_first
from tests.support.database import settings_for
from tests.support.service import browser_with

DECIDED, UNAIDED, BEHIND = 100, 20, 20_000
THOUGHT_SECONDS = 1.0
NEXT_MAX_MS, THOUGHT_LEAST, GROWTH_MAX, KEYS_MAX = 100.0, 0.9, 0.2, 2
_WEIGHED_EACH = 10
_AGENT = "ines.moreau"


async def fill(service: Served) -> None:
    """Let documents with real pages wait first in the queue, and very many behind them."""
    await seed_people(NissCipher.of(settings()), service.centre_id)
    async with beside_pool(settings_for(service.cluster, "guichet", service.folder)) as resources:
        await line_up(resources, service.centre_id, DECIDED + UNAIDED + 2 * WARM + 1)
        await drain(resources)
    await put_first(service.centre_id)
    await let_wait_behind(service.centre_id, BEHIND)


async def at_desk(browser: Browser, url: str, *, ahead: bool) -> Clerk:
    """Sign a clerk in; `ahead`: whether their browser may fetch what probably comes next."""
    context = await browser.new_context(base_url=url, viewport={"width": 1280, "height": 800}, locale="fr-BE")
    if not ahead:
        await context.route("**/ahead", lambda route: route.abort())
    page = await context.new_page()
    await page.goto("/backoffice")
    await page.locator("[name=username]").fill(_AGENT)
    await page.locator("[name=password]").fill(accounts.PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/queue")
    clerk = Clerk(page, ahead=ahead)
    await clerk.sit_down()
    return clerk


async def measure() -> list[tuple[str, Work]]:
    """Return what two clerks did, one after the other, who see the pages ahead and do not."""
    async with (
        served() as service,
        async_playwright() as playwright,
        browser_with(playwright) as browser,
    ):
        await fill(service)
        found = []
        for words, ahead, count in (("fetched ahead", True, DECIDED), ("nothing fetched ahead", False, UNAIDED)):
            clerk = await at_desk(browser, service.web.url, ahead=ahead)
            await clerk.decide(WARM, THOUGHT_SECONDS)
            found.append((words, await clerk.decide(count, THOUGHT_SECONDS, weigh_each=_WEIGHED_EACH)))
            await clerk.page.context.close()
        return found


_HEAD = (
    *("pictures", "decided", "median, ms", "p95, ms", "longest, ms", "thought, % of time", "keys, at most"),
    *("heap, growth in %", "nodes, growth in %"),
)


def _row(words: str, work: Work) -> tuple[object, ...]:
    waits = (median(work.waited_ms), work.part_ms(0.95), max(work.waited_ms))
    growth = (100 * work.heap_growth, 100 * work.nodes_growth)
    return (words, len(work.waited_ms), *waits, 100 * work.share_of_thought, max(work.keys), *growth)


def main() -> int:
    """Measure, print and write the section; return 1 where a promise is broken."""
    found = asyncio.run(measure())
    rows = [_row(words, work) for words, work in found]
    body = f"A clerk files by keyboard alone, with {THOUGHT_SECONDS:.0f} s of thought for each document; {BEHIND} wait "
    body += "behind. From the key that decides to the frame in which the next page is painted and its form can be "
    body += f"typed in. PostgreSQL with fsync, one web process and the browser share this machine; {load()}. Promised: "
    body += f"p95 {NEXT_MAX_MS:.0f} ms, {100 * THOUGHT_LEAST:.0f} % thought, {KEYS_MAX} keys, "
    body += f"heap and nodes after garbage collection + {100 * GROWTH_MAX:.0f} %.\n\n"
    report("clerk", "A clerk at the desk", body + table(_HEAD, rows))
    kept = found[0][1]
    broken = kept.part_ms(0.95) > NEXT_MAX_MS or kept.share_of_thought < THOUGHT_LEAST or max(kept.keys) > KEYS_MAX
    return int(broken or kept.heap_growth > GROWTH_MAX or kept.nodes_growth > GROWTH_MAX)


if __name__ == "__main__":
    sys.exit(main())
