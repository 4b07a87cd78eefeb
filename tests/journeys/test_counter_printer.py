"""A counter's receipt on the printer of its own machine: it comes out, or the clerk is told and a text goes out."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.async_api import Browser, FilePayload, Page, expect

from demo.people import people
from dossier.counter.counters import CounterTold, add_counter
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.kiosk_settings import kiosk_settings, set_kiosk
from dossier.resources import opened
from tests.journeys.test_kiosk_printer import (
    PRINTED_MS,
    Kiosk,
    administrator_of,
    paired_folder,
    running_agent,
    until_heard_of,
)
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import pdf
from tests.support.escpos.printer import Printer, printing, until
from tests.support.kiosk_visits import FINGERS_MS
from tests.support.mine import reachable
from tests.support.postbox import Gateway
from tests.support.service import Service

PERSON = people()[0]
DEPOSIT = re.compile(r"/backoffice/counter/deposits/[0-9a-f-]{36}$")
RECEIPT = re.compile(r"/backoffice/counter/deposits/[0-9a-f-]{36}/receipt$")
MADE_MS = 30_000


@dataclass(frozen=True, slots=True)
class Desk(Kiosk):
    """A counter with a printer; its clerk has a deposit of somebody who has a mobile number alone."""

    async def hand_in(self) -> None:
        """Take a page in, and give the receipt."""
        keys, page = self.page.keyboard, self.page
        await keys.press("n")
        await page.wait_for_url(DEPOSIT)
        await keys.type(f"{PERSON.last_name} {PERSON.first_name[:3]}", delay=FINGERS_MS)
        await expect(page.get_by_role("option").first).to_contain_text(f"{PERSON.last_name} {PERSON.first_name}")
        await keys.press("Enter")
        await expect(page.locator(".counter-person")).to_contain_text(PERSON.first_name)
        payslip = FilePayload(name="payslip.pdf", mimeType="application/pdf", buffer=pdf(f"a {self.device_id}"))
        await page.locator("#files").set_input_files([payslip])
        await expect(page.locator(".counter-sheet img")).to_have_count(1, timeout=MADE_MS)
        await page.locator("#sheets").fill("1")
        await page.locator("#sheets").press("Enter")
        await page.wait_for_url(RECEIPT)


@asynccontextmanager
async def desk_with_printer(browser: Browser, service: Service, folder: Path) -> AsyncIterator[Desk]:
    """Pair a service, have a counter print there, and sign a clerk in at it."""
    administrator = administrator_of(service)
    async with opened(service.settings), printing(Printer()) as printer:
        device_id = await paired_folder(service, folder)
        await reachable(service.centre_id, PERSON, email="", phone="0470 00 00 21")
        known = await kiosk_settings(administrator, device_id)
        await set_kiosk(administrator, device_id, replace(known, printer_address=f"127.0.0.1:{printer.port}"))
        await add_counter(administrator, CounterTold(name=folder.name, folder="", device_id=device_id))
        async with running_agent(service, folder) as process:
            await until_heard_of(service, device_id)
            page = await signed_in(browser, service, "fatou.diop")
            await _sit_down(page, folder.name)
            yield Desk(page, printer, service, device_id, process)
            await page.context.close()


async def _sit_down(page: Page, name: str) -> None:
    here = page.get_by_role("button", name=name)
    if await here.count():
        await here.click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()


async def told_of(gate: Gateway, number: str) -> str:
    """Return the one text that tells of a receipt, once it is there."""
    await until(lambda: sum(number in each["text"] for each in gate.texts) == 1)
    (text,) = [each for each in gate.texts if number in each["text"]]
    assert text["to"] == "+32470000021"
    return text["text"]


async def test_the_receipt_comes_out_of_the_counter_s_printer_and_no_text_is_sent(
    browser: Browser, texting: tuple[Service, Gateway], tmp_path: Path
) -> None:
    service, gate = texting
    before = len(gate.texts)
    async with desk_with_printer(browser, service, tmp_path / "Guichet A") as desk:
        await desk.hand_in()
        await expect(desk.page.get_by_text("L’accusé est imprimé")).to_be_visible(timeout=PRINTED_MS)
        assert await desk.number() in desk.printer.head.texts
        assert [each.startswith(f"{service.url}/r/") for each in desk.printer.codes] == [True]
        assert await desk.outcomes(1) == ["printed"]
    assert len(gate.texts) == before


async def test_out_of_paper_in_mid_receipt_the_clerk_is_told_a_text_goes_out_and_nothing_comes_after_the_refill(
    browser: Browser, texting: tuple[Service, Gateway], tmp_path: Path
) -> None:
    service, gate = texting
    async with desk_with_printer(browser, service, tmp_path / "Guichet B") as desk:
        desk.printer.paper_rows = 150
        await desk.hand_in()
        await expect(desk.page.get_by_text("L’imprimante n’imprime pas")).to_be_visible(timeout=PRINTED_MS)
        await expect(desk.page.get_by_text("a un numéro de GSM")).to_be_visible()
        await expect(desk.page.locator(".slip-qr svg")).to_be_visible()
        await accessible(desk.page)
        assert await desk.outcomes(1) == ["no_paper"]
        number = await desk.number()
        text = await told_of(gate, number)
        assert f"{service.url}/r/" in text
        assert PERSON.last_name not in text
        ink = desk.printer.ink_count
        desk.printer.refill()
        await desk.printer.settle()
        assert (desk.printer.ink_count, desk.printer.codes) == (ink, [])
        await desk.page.keyboard.press("p")
        await expect(desk.page.get_by_text("L’accusé est imprimé")).to_be_visible(timeout=PRINTED_MS)
        assert "Copie" not in desk.printer.head.texts
        assert len(desk.printer.codes) == 1
        await told_of(gate, number)  # one text, however often it is tried


async def test_a_service_that_is_down_is_told_by_the_page_itself_and_a_text_goes_out(
    browser: Browser, texting: tuple[Service, Gateway], tmp_path: Path
) -> None:
    service, gate = texting
    async with desk_with_printer(browser, service, tmp_path / "Guichet C") as desk:
        desk.agent.terminate()
        await desk.agent.wait()
        await desk.hand_in()
        await expect(desk.page.get_by_text("L’imprimante n’imprime pas")).to_be_visible(timeout=PRINTED_MS)
        assert await desk.outcomes(1) == ["no_service"]
        await told_of(gate, await desk.number())
        assert desk.printer.row_count == 0
        async with transaction(system(service.centre_id)) as tx:
            asked = await tx.value("SELECT count(*) FROM receipt_emails WHERE beneficiary_id IS NOT NULL")
        assert asked > 0
