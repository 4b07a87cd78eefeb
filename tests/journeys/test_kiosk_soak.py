"""A kiosk that takes deposits all day long does not grow: neither its browser, nor its service, nor the web."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest
from playwright.async_api import CDPSession, Playwright, expect

from tests.journeys.test_kiosk_printer import Kiosk
from tests.journeys.test_kiosk_privacy import watched
from tests.support.kiosk_visits import MADE_MS, Watch, film_of_a_payslip
from tests.support.service import Service
from tests.support.weighed import held_bytes, listening_at

pytestmark = [pytest.mark.usefixtures("service_resources"), pytest.mark.boxed]

GROWTH_MAX = 1.05
WARM = 12
"""Deposits until caches, pools and compiled code are there."""
WEIGHED = 5
"""So many weights give one: a collector may be about to run at any single one."""
REST_S = 0.5
"""A screen with the same nodes and processes twice, so long after each other, has come to rest."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What was held after a deposit."""

    browser_bytes: int
    page_bytes: int  # of its scripts
    nodes: int  # and documents and listeners
    service_bytes: int
    web_bytes: int


class Scales:
    """Weighs what a kiosk is made of."""

    def __init__(self, kiosk: Kiosk, whole: CDPSession, page: CDPSession) -> None:
        self.kiosk, self.whole, self.page = kiosk, whole, page

    async def weigh(self) -> Weight:
        """Weigh, after the screen has come to rest and what is garbage has gone."""
        before = await self._seen()
        await asyncio.sleep(REST_S)
        while (seen := await self._seen()) != before:
            await asyncio.sleep(REST_S)
            before = seen
        nodes, processes = seen
        return Weight(
            browser_bytes=held_bytes(processes),
            page_bytes=(await self.page.send("Runtime.getHeapUsage"))["usedSize"],
            nodes=nodes,
            service_bytes=held_bytes([self.kiosk.agent.pid]),
            web_bytes=held_bytes(listening_at(self.kiosk.service.settings.port)),
        )

    async def _seen(self) -> tuple[int, tuple[int, ...]]:
        """Return how many nodes there are, and the browser's processes: a visit's own goes some time after it."""
        processes = (await self.whole.send("SystemInfo.getProcessInfo"))["processInfo"]
        return await self._nodes(), tuple(sorted(each["id"] for each in processes))

    async def _nodes(self) -> int:
        await self.page.send("HeapProfiler.collectGarbage")
        counted = await self.page.send("Memory.getDOMCounters")
        return sum(counted[each] for each in ("documents", "nodes", "jsEventListeners"))


async def hand_in(kiosk: Kiosk, watch: Watch) -> None:
    """Hand one paper in without a name, take the receipt, and go."""
    watch.forget()
    await kiosk.hand_in()
    await expect(watch.page.get_by_role("heading", name="Prenez votre accusé de réception")).to_be_visible(
        timeout=MADE_MS
    )
    await watch.page.get_by_role("button", name="J’ai fini").tap()
    await expect(watch.page.locator(".attract")).to_be_visible()


@pytest.mark.parametrize("count", [10, pytest.param(500, marks=pytest.mark.torture)])
async def test_deposit_after_deposit_the_kiosk_does_not_grow(
    playwright: Playwright,
    service: Service,
    tmp_path: Path,
    count: int,
) -> None:
    async with watched(playwright, service, film_of_a_payslip(tmp_path), tmp_path / "soak") as (kiosk, watch):
        browser = watch.page.context.browser
        assert browser is not None
        page = await watch.page.context.new_cdp_session(watch.page)
        scales = Scales(kiosk, await browser.new_browser_cdp_session(), page)
        weights = []
        for number in range(WARM + count):
            await hand_in(kiosk, watch)
            if WARM <= number < WARM + WEIGHED or number >= WARM + count - WEIGHED:
                weights.append(await scales.weigh())
        first, last = _typical(weights[:WEIGHED]), _typical(weights[WEIGHED:])
        assert len(kiosk.printer.slips) == WARM + count
        grown = {name: last[name] / first[name] for name in first}
        assert {name: share for name, share in grown.items() if share > GROWTH_MAX} == {}, (first, last)


def _typical(weights: Sequence[Weight]) -> dict[str, float]:
    return {name: median(getattr(each, name) for each in weights) for name in Weight.__slots__}
