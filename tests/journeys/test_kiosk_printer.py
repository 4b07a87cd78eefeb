"""A kiosk with a service and a printer of its own: the receipt comes out, or the screen says at once what to do."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, Playwright, expect

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.devices import offer_pairing
from dossier.people.kiosk_settings import kiosk_settings, set_kiosk
from dossier.people.roles import Role
from kiosk_agent.kept import keep, try_folder
from kiosk_agent.server import exchange
from tests.journeys.test_kiosk import MADE_MS, PORTRAIT
from tests.support.at_work import accessible
from tests.support.escpos.printer import Printer, printing, until
from tests.support.patience import PATIENCE_SECONDS
from tests.support.photos import payslip_film
from tests.support.service import Service, browser_with

pytestmark = pytest.mark.usefixtures("service_resources")

PRINTED_MS = 30_000
SLOW_SECONDS_PER_ROW = 0.02
"""A receipt takes most of the time that it may: whoever touches the screen meanwhile may take theirs."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk with its service and its printer; its browser stands at the start."""

    page: Page
    printer: Printer
    service: Service
    device_id: UUID
    agent: asyncio.subprocess.Process

    async def hand_in(self) -> None:
        """Hand a paper in without a name, in French, up to the touch that sends it."""
        page = self.page
        await page.get_by_role("link", name="Français Touchez").tap()
        await page.get_by_role("button", name="Je n’ai ni l’un ni l’autre").tap()
        await page.get_by_role("button", name="Prendre la photo").tap()
        await expect(page.locator(".kiosk-sheet img[src^='/kiosk/']")).to_be_visible(timeout=MADE_MS)
        await page.get_by_role("link", name="Continuer").tap()
        await page.get_by_role("button", name="Fiche de paie").tap()
        await page.get_by_role("button", name="Envoyer").tap()

    async def number(self) -> str:
        """Return the number on the screen's slip."""
        return str(await self.page.locator(".slip-number").text_content())

    async def outcomes(self, count: int) -> list[str]:
        """Return what came of the prints, once the server was told of so many."""
        found: list[str] = []
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(found) < count:
                async with transaction(system(self.service.centre_id)) as tx:
                    rows = await tx.rows(
                        """SELECT outcome FROM receipt_prints WHERE device_id = $1 AND outcome IS NOT NULL
                           ORDER BY ended_at""",
                        self.device_id,
                    )
                found = [each["outcome"] for each in rows]
                await asyncio.sleep(0.05)
        return found


def administrator_of(service: Service) -> Actor:
    """Return who pairs the kiosks of a service's centre."""
    roles = frozenset({Role.ADMINISTRATOR})
    return Actor(centre_id=service.centre_id, kind="staff", place="backoffice", roles=roles)


async def paired_folder(service: Service, folder: Path) -> UUID:
    """Pair a service by its code, whose folder this is; return the kiosk's id."""
    pairing = await exchange(service.url, await offer_pairing(administrator_of(service), f"Accueil {folder.name}", 900))
    try_folder(folder)
    keep(folder, pairing)
    return UUID(hex=pairing.device_id)


@asynccontextmanager
async def running_agent(service: Service, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the service of a folder."""
    words = ["kiosk-agent", "--folder", str(folder), "--port", str(service.settings.kiosk_agent_port)]
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "cli", *words)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@asynccontextmanager
async def kiosk_with_printer(browser: Browser, service: Service, folder: Path) -> AsyncIterator[Kiosk]:
    """Pair a service by its code; its browser is known without one."""
    administrator, device_id = administrator_of(service), await paired_folder(service, folder)
    async with printing(Printer()) as printer:
        known = await kiosk_settings(administrator, device_id)
        await set_kiosk(administrator, device_id, replace(known, printer_address=f"127.0.0.1:{printer.port}"))
        context = await browser.new_context(base_url=service.url, viewport=PORTRAIT, has_touch=True, locale="fr-BE")
        async with running_agent(service, folder) as process:
            await until_heard_of(service, device_id)
            page = await context.new_page()
            await page.add_init_script("addEventListener('afterprint', () => document.body.dataset.printed = 'once')")
            await page.goto("/kiosk")
            await expect(page.locator(".attract")).to_be_visible()  # nobody typed a code
            yield Kiosk(page, printer, service, device_id, process)
            await context.close()


async def until_heard_of(service: Service, device_id: UUID) -> None:
    """Wait for the first sign of life of a kiosk's service."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            async with transaction(system(service.centre_id)) as tx:
                if await tx.value("SELECT agent_seen_at IS NOT NULL FROM devices WHERE id = $1", device_id):
                    return
            await asyncio.sleep(0.1)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "payslip.y4m"
    path.write_bytes(payslip_film())
    return path


async def test_the_receipt_comes_out_of_the_kiosk_s_own_printer(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    async with (
        browser_with(playwright, film) as browser,
        kiosk_with_printer(browser, service, tmp_path / "printed") as kiosk,
    ):
        await kiosk.hand_in()
        await expect(kiosk.page.get_by_role("heading", name="Prenez votre accusé de réception")).to_be_visible(
            timeout=PRINTED_MS
        )
        number = await kiosk.number()
        assert number in kiosk.printer.head.texts
        assert [each.startswith(f"{service.url}/r/") for each in kiosk.printer.codes] == [True]
        assert await kiosk.page.evaluate("document.body.dataset.printed") is None
        await accessible(kiosk.page)
        async with kiosk.page.expect_request("**/receipt/ticket"):
            await kiosk.page.get_by_role("button", name="Imprimer encore").tap()
        await until(lambda: len(kiosk.printer.slips) == 2)
        assert await kiosk.outcomes(2) == ["printed", "printed"]
        assert kiosk.printer.head.texts.count("Copie") == 2


async def test_out_of_paper_in_mid_receipt_the_screen_is_the_receipt_and_nothing_comes_after_the_refill(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    async with (
        browser_with(playwright, film) as browser,
        kiosk_with_printer(browser, service, tmp_path / "failed") as kiosk,
    ):
        kiosk.printer.paper_rows = 150
        await kiosk.hand_in()
        await expect(kiosk.page.get_by_role("heading", name="L’imprimante n’imprime pas")).to_be_visible(
            timeout=PRINTED_MS
        )
        await expect(kiosk.page.locator(".slip-qr svg")).to_be_visible()
        await accessible(kiosk.page)
        assert await kiosk.outcomes(1) == ["no_paper"]
        ink = kiosk.printer.ink_count
        kiosk.printer.refill()
        await kiosk.printer.settle()
        assert (kiosk.printer.ink_count, kiosk.printer.codes) == (ink, [])
        await kiosk.page.get_by_role("button", name="Imprimer encore").tap()
        await expect(kiosk.page.get_by_role("heading", name="Prenez votre accusé de réception")).to_be_visible(
            timeout=PRINTED_MS
        )
        assert "Copie" not in kiosk.printer.head.texts
        assert len(kiosk.printer.codes) == 1


async def test_whoever_leaves_while_it_prints_leaves_nothing_behind_in_the_printer(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    async with (
        browser_with(playwright, film) as browser,
        kiosk_with_printer(browser, service, tmp_path / "left") as kiosk,
    ):
        kiosk.printer.seconds_per_row = SLOW_SECONDS_PER_ROW
        await kiosk.hand_in()
        await expect(kiosk.page.get_by_role("heading", name="s’imprime")).to_be_visible()
        await until(lambda: kiosk.printer.row_count > 100)
        await kiosk.page.get_by_role("button", name="J’ai fini").tap()
        await expect(kiosk.page.locator(".attract")).to_be_visible()
        assert await kiosk.outcomes(1) == ["left"]
        kiosk.printer.seconds_per_row = 0
        await kiosk.printer.settle()
        assert kiosk.printer.codes == []


async def test_a_service_that_is_down_is_told_by_the_page_itself(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    async with (
        browser_with(playwright, film) as browser,
        kiosk_with_printer(browser, service, tmp_path / "down") as kiosk,
    ):
        kiosk.agent.terminate()
        await kiosk.agent.wait()
        await kiosk.hand_in()
        await expect(kiosk.page.get_by_role("heading", name="L’imprimante n’imprime pas")).to_be_visible(
            timeout=PRINTED_MS
        )
        assert await kiosk.outcomes(1) == ["no_service"]
        assert kiosk.printer.row_count == 0


@pytest.mark.torture  # as where the service is down
async def test_a_service_without_a_printer_prints_nothing_and_neither_does_the_browser(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    async with (
        browser_with(playwright, film) as browser,
        kiosk_with_printer(browser, service, tmp_path / "none") as kiosk,
    ):
        administrator = administrator_of(service)
        known = await kiosk_settings(administrator, kiosk.device_id)
        await set_kiosk(administrator, kiosk.device_id, replace(known, printer_address=""))
        await kiosk.hand_in()
        await expect(kiosk.page.get_by_role("heading", name="L’imprimante n’imprime pas")).to_be_visible()
        await accessible(kiosk.page)
        assert await kiosk.outcomes(1) == ["no_printer"]
        assert await kiosk.page.evaluate("document.body.dataset.printed") is None


@pytest.mark.torture  # cut off as by who leaves
async def test_another_language_in_mid_print_prints_again_and_the_half_one_is_nobody_s(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    async with (
        browser_with(playwright, film) as browser,
        kiosk_with_printer(browser, service, tmp_path / "language") as kiosk,
    ):
        kiosk.printer.seconds_per_row = SLOW_SECONDS_PER_ROW
        await kiosk.hand_in()
        await expect(kiosk.page.get_by_role("heading", name="s’imprime")).to_be_visible()
        await until(lambda: kiosk.printer.row_count > 100)
        await kiosk.page.locator("a[hreflang=nl]").evaluate("link => link.click()")
        await expect(kiosk.page.get_by_role("heading", name="Neem uw ontvangstbewijs")).to_be_visible(
            timeout=PRINTED_MS
        )
        assert await kiosk.outcomes(2) == ["left", "printed"]
        assert (len(kiosk.printer.codes), len(kiosk.printer.slips)) == (1, 2)  # the half one was cut off


async def test_the_screen_does_not_erase_itself_while_the_receipt_prints(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    async with (
        browser_with(playwright, film) as browser,
        kiosk_with_printer(browser, service, tmp_path / "slow") as kiosk,
    ):
        administrator = administrator_of(service)
        known = await kiosk_settings(administrator, kiosk.device_id)
        await set_kiosk(administrator, kiosk.device_id, replace(known, receipt_seconds=5))
        kiosk.printer.seconds_per_row = SLOW_SECONDS_PER_ROW
        await kiosk.hand_in()
        await expect(kiosk.page.get_by_role("heading", name="s’imprime")).to_be_visible()
        begun = time.monotonic()
        await expect(kiosk.page.get_by_role("heading", name="Prenez votre accusé de réception")).to_be_visible(
            timeout=PRINTED_MS
        )
        assert time.monotonic() - begun > 5
        await expect(kiosk.page.locator(".attract")).to_be_visible(timeout=10_000)  # then it does
