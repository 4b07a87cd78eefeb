"""A kiosk whose network is gone: it takes papers in, gives a provisional receipt, and hands all on once it can."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Error, Page, Playwright, Route, expect

from demo import accounts
from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import Record, transaction
from tests.journeys.test_kiosk import MADE_MS
from tests.journeys.test_kiosk_printer import PRINTED_MS, Kiosk, kiosk_with_printer
from tests.support.at_work import accessible
from tests.support.kiosk_visits import FINGERS_MS, film_of_a_payslip
from tests.support.line import Line, line_to
from tests.support.service import Service, browser_with

pytestmark = pytest.mark.usefixtures("service_resources")

BACK_MS = 30_000
SLOW_SECONDS = 3.5
"""Longer than a touch waits for the server before it asks the service beside the screen."""


@asynccontextmanager
async def on_a_line(playwright: Playwright, service: Service, folder: Path) -> AsyncIterator[tuple[Kiosk, Line]]:
    """Run a kiosk that reaches its server over a line."""
    async with (
        line_to(service.url) as line,
        browser_with(playwright, film_of_a_payslip(folder)) as browser,
        kiosk_with_printer(browser, replace(service, url=line.url), folder / "kiosk") as kiosk,
    ):
        yield kiosk, line


async def cut(kiosk: Kiosk, line: Line) -> Page:
    """Cut the network while nobody is there; somebody touches the screen, and finds that it goes on by itself."""
    line.cut()
    await kiosk.page.get_by_role("link", name="Français Touchez").tap()
    await expect(kiosk.page.locator(".attract-note")).to_be_visible(timeout=BACK_MS)
    assert kiosk.page.url == f"http://127.0.0.1:{kiosk.service.settings.kiosk_agent_port}/kiosk"
    return kiosk.page


async def hand_in(page: Page, sheets: int = 1, number: str = "", birth_date: str = "") -> None:
    """Hand papers in without network, up to the touch that sends them."""
    await page.get_by_role("link", name="Français Touchez").tap()
    if number:
        await page.get_by_role("link", name="J’ai un numéro de dossier").tap()
        await expect(page.locator("#number")).to_be_focused()
        await page.keyboard.type(number, delay=FINGERS_MS)
        await page.get_by_role("button", name="Continuer").tap()
        await expect(page.locator("#birth_date")).to_be_focused()
        await page.keyboard.type(birth_date, delay=FINGERS_MS)
        await page.get_by_role("button", name="Continuer").tap()
    else:
        await page.get_by_role("button", name="Je n’ai pas de numéro ici").tap()
    for sheet in range(sheets):
        await page.get_by_role("button", name="Prendre la photo").tap()
        await expect(page.locator(".kiosk-sheet img")).to_be_visible(timeout=MADE_MS)
        if sheet + 1 < sheets:
            await page.get_by_role("link", name="Une autre page").tap()
    await page.get_by_role("link", name="Continuer").tap()
    await page.get_by_role("button", name="Envoyer").tap()


async def received(service: Service, number: str) -> Record:
    """Return the deposit of a number, once the server has it."""
    async with asyncio.timeout(BACK_MS / 1000):
        while True:
            async with transaction(system(service.centre_id)) as tx:
                row = await tx.row(
                    """SELECT d.*, r.issued_at, p.handed_in_at, p.joined_at,
                              (SELECT count(*) FROM pages WHERE deposit_id = d.id) AS page_count
                       FROM receipts r JOIN deposits d ON d.id = r.deposit_id
                       LEFT JOIN promised_numbers p ON p.deposit_id = d.id WHERE r.number = $1""",
                    number,
                )
            if row is not None:
                return row
            await asyncio.sleep(0.1)


async def test_papers_are_handed_in_without_network_and_are_there_once_it_is_back(
    playwright: Playwright, service: Service, tmp_path: Path
) -> None:
    async with on_a_line(playwright, service, tmp_path) as (kiosk, line):
        page = await cut(kiosk, line)
        await accessible(page)
        person = people()[0]
        await hand_in(page, 2, accounts.file_of(person).replace("-", ""), f"{person.birth_date:%d%m%Y}")
        await expect(page.get_by_role("heading", name="Prenez votre accusé de réception provisoire")).to_be_visible(
            timeout=PRINTED_MS
        )
        await accessible(page)
        number = await kiosk.number()
        (slip,) = kiosk.printer.slips
        assert len(slip) > 0
        address = kiosk.printer.codes[0]
        assert re.search(r"/r/[^/]+$", address)

        told = await page.request.get(f"{service.url}/r/{address.rpartition('/')[2]}", headers={"Accept": "text/html"})
        assert told.status == 404
        assert "provisoire" in await told.text()

        await page.get_by_role("button", name="J’ai fini").tap()
        await expect(page.locator(".attract-note")).to_be_visible()
        line.mend()
        deposit = await received(service, number)
        assert (deposit["page_count"], deposit["circuit"], deposit["state"]) == (2, "kiosk", deposit["state"])
        assert deposit["beneficiary_id"] is not None
        assert deposit["received_at"] == deposit["handed_in_at"] == deposit["issued_at"] < deposit["joined_at"]
        await expect(page.locator(".attract")).to_be_visible()
        await expect(page.locator(".attract-note")).to_have_count(0, timeout=BACK_MS)
        assert page.url.startswith(line.url)


async def test_whoever_is_in_the_midst_of_it_is_told_and_begins_again(
    playwright: Playwright, service: Service, tmp_path: Path
) -> None:
    async with on_a_line(playwright, service, tmp_path) as (kiosk, line):
        page = kiosk.page
        await page.get_by_role("link", name="Français Touchez").tap()
        await page.get_by_role("button", name="Je n’ai ni l’un ni l’autre").tap()
        await expect(page.get_by_role("button", name="Prendre la photo")).to_be_visible()
        line.cut()
        await page.get_by_role("button", name="Prendre la photo").tap()
        await expect(page.get_by_role("heading", name="Le réseau est coupé")).to_be_visible(timeout=BACK_MS)
        await accessible(page)
        await page.get_by_role("button", name="Recommencer").tap()
        await expect(page.locator(".attract-note")).to_be_visible(timeout=BACK_MS)
        await hand_in(page)
        await expect(page.locator(".slip-number")).to_be_visible()
        number = await kiosk.number()
        line.mend()
        assert (await received(service, number))["page_count"] == 1


async def test_a_touch_is_followed_though_the_server_is_slow(
    playwright: Playwright, service: Service, tmp_path: Path
) -> None:
    """It is there: whoever touched a language sees that language, and not the same screen once more."""
    async with on_a_line(playwright, service, tmp_path) as (kiosk, _):

        async def late(route: Route) -> None:
            await asyncio.sleep(SLOW_SECONDS)
            with suppress(Error):  # nobody waits for it any more
                await route.continue_()

        await kiosk.page.route("**/kiosk/device", late)
        await kiosk.page.get_by_role("link", name="Nederlands Raak aan").tap()
        await expect(kiosk.page.locator("html")).to_have_attribute("lang", "nl")
