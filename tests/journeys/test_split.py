"""The light table in a real browser: by keyboard alone, by mouse, and without JavaScript."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from dossier.resources import Resources
from tests.support.at_work import accessible, sign_in
from tests.support.deposits import HandedOver, hand_over, made_ready
from tests.support.service import Service
from tests.support.table import separator_pdf

TWO = (separator_pdf(), separator_pdf())
LIGHT = re.compile(r"/backoffice/deposits/[0-9a-f-]{36}/split")


@pytest_asyncio.fixture(loop_scope="session")
async def made(service: Service, service_resources: Resources) -> HandedOver:
    """Hand two files of three sheets over: a page, nothing, a separator."""
    handed = await hand_over(service_resources, service.centre_id, types=(None, None), files=TWO)
    await made_ready(service.centre_id, handed.deposit_id)
    return handed


@pytest_asyncio.fixture(loop_scope="session")
async def clerk(browser: Browser, service: Service) -> AsyncIterator[Page]:
    """Sign Inès Moreau in."""
    context = await browser.new_context(base_url=service.url, viewport={"width": 1280, "height": 800}, locale="fr-BE")
    page = await context.new_page()
    await sign_in(page, service)
    yield page
    await context.close()


async def lies(page: Page, *wanted: int) -> None:
    """Wait until documents, and what is set aside, hold so many sheets."""
    for number, sheets in enumerate(wanted):
        await expect(page.locator(".light-document").nth(number).locator("a.sheet")).to_have_count(sheets)
    await expect(page.locator(".light-document")).to_have_count(len(wanted))


async def test_a_deposit_is_split_by_keyboard_alone(clerk: Page, made: HandedOver) -> None:
    await clerk.goto(f"/backoffice/documents/{made.document_ids[0]}")
    await expect(clerk.get_by_role("button", name="Classer")).to_be_visible()  # claimed at opening
    await clerk.keyboard.press("s")
    await clerk.wait_for_url(LIGHT)
    current = clerk.locator("a.sheet[aria-current]")
    await expect(current).to_be_focused()
    await expect(clerk.locator(".light-sum")).to_have_text(
        re.compile(r"6 pages reçues\s+=\s+6 dans des documents\s+\+\s+0")
    )
    await lies(clerk, 3, 3, 0)
    await expect(clerk.get_by_role("button", name="Mettre 4 pages de côté")).to_be_visible(timeout=20_000)
    await accessible(clerk)
    await clerk.keyboard.press("a")
    await lies(clerk, 1, 1, 4)
    await expect(clerk.locator(".light-sum")).to_have_text(
        re.compile(r"6 pages reçues\s+=\s+2 dans des documents\s+\+\s+4")
    )
    await accessible(clerk)
    await clerk.keyboard.press("u")
    await lies(clerk, 3, 3, 0)
    await expect(current).to_be_focused()
    await clerk.keyboard.press("ArrowRight")
    await expect(current).to_have_accessible_name(re.compile(r"Document 1, Feuille 2"))
    await expect(clerk.locator("img[data-look]")).to_have_attribute("alt", re.compile("Feuille 2"))
    await clerk.keyboard.press("c")
    await lies(clerk, 1, 2, 3, 0)
    await expect(current).to_have_accessible_name(re.compile(r"Document 2, Feuille 2"))
    await clerk.keyboard.press("Shift+ArrowRight")
    await expect(clerk.locator(".light-document").nth(1).locator("a.sheet").nth(1)).to_have_accessible_name(
        re.compile("Feuille 2")
    )
    await clerk.keyboard.press("3")
    await lies(clerk, 1, 1, 4, 0)
    await clerk.keyboard.press("0")
    await lies(clerk, 1, 1, 3, 1, 0)
    await clerk.keyboard.press("m")
    await lies(clerk, 1, 1, 4, 0)
    await clerk.keyboard.press("x")
    await lies(clerk, 1, 1, 3, 1)
    await clerk.keyboard.press("End")
    await expect(current).to_have_accessible_name(re.compile("Mis de côté, Feuille 2"))
    await clerk.keyboard.press("x")
    await lies(clerk, 1, 1, 4, 0)
    await clerk.keyboard.press("Home")
    await clerk.keyboard.press("k")
    await clerk.keyboard.press("3")
    await lies(clerk, 1, 1, 5, 0)
    await expect(clerk.get_by_text("aussi dans 1 autre")).to_have_count(2)
    await clerk.keyboard.press("t")
    await expect(clerk.get_by_text("en préparation").first).to_be_visible()
    await expect(clerk.get_by_text("en préparation")).to_have_count(0, timeout=20_000)
    await clerk.keyboard.press("u")
    await expect(clerk.get_by_role("button", name="Refaire : la rotation")).to_be_visible()
    await expect(clerk.get_by_text("en préparation")).to_have_count(0, timeout=20_000)
    for sheets in ((1, 1, 4, 0), (1, 1, 3, 1), (1, 1, 4, 0), (1, 1, 3, 1, 0)):
        await clerk.keyboard.press("u")
        await lies(clerk, *sheets)
    await clerk.keyboard.press("r")
    await lies(clerk, 1, 1, 4, 0)
    await clerk.keyboard.press("?")
    await expect(clerk.get_by_role("dialog")).to_be_visible()
    await accessible(clerk)
    await clerk.keyboard.press("Escape")
    await clerk.keyboard.press("Escape")
    await clerk.wait_for_url(re.compile("/backoffice/documents/"))


async def test_the_mouse_drags_a_page_and_cuts(clerk: Page, made: HandedOver) -> None:
    await clerk.goto(f"/backoffice/deposits/{made.deposit_id}/split")
    await clerk.get_by_role("button", name="Prendre ce dépôt").click()
    await expect(clerk.get_by_role("button", name="Prendre ce dépôt")).to_have_count(0)
    await lies(clerk, 3, 3, 0)
    documents = clerk.locator(".light-document")
    target = documents.nth(1).locator("a.sheet").nth(1)
    await documents.nth(0).locator("a.sheet").nth(0).hover()
    await clerk.mouse.down()
    for x in (8, 5):  # a second move: the first one begins to drag
        await target.hover(position={"x": x, "y": 40})
    await clerk.mouse.up()
    await lies(clerk, 2, 4, 0)
    await expect(documents.nth(1).locator("a.sheet").nth(1)).to_have_accessible_name(re.compile("Feuille 1"))
    await documents.nth(1).get_by_role("button", name="Couper avant la feuille 1").click()
    await lies(clerk, 2, 1, 3, 0)


@pytest.mark.torture  # by forms: tests/backoffice/split
async def test_the_light_table_works_without_javascript(browser: Browser, service: Service, made: HandedOver) -> None:
    context = await browser.new_context(base_url=service.url, java_script_enabled=False, locale="nl-BE")
    page = await context.new_page()
    await sign_in(page, service)
    await page.goto(f"/backoffice/deposits/{made.deposit_id}/split")
    await page.get_by_role("button", name="Prendre ce dépôt").click()
    await lies(page, 3, 3, 0)
    await page.locator("a.sheet").nth(1).click()
    await page.get_by_role("toolbar").get_by_role("button", name="Couper").click()
    await lies(page, 1, 2, 3, 0)
    await page.get_by_role("button", name="Vierge").click()
    await lies(page, 1, 1, 3, 1)
    await page.get_by_role("button", name="Annuler : la mise de côté").click()
    await lies(page, 1, 2, 3, 0)
    await page.get_by_role("button", name="vers le document 3").click()
    await lies(page, 1, 1, 4, 0)
    await page.locator("select[name=to]").select_option("new")
    await page.get_by_role("button", name="Copier").click()
    await lies(page, 1, 1, 4, 1, 0)
    await context.close()


@pytest.mark.torture  # one more key of the table that is walked by keyboard above
async def test_a_document_beyond_the_keys_is_named_by_its_number(
    clerk: Page, service: Service, service_resources: Resources
) -> None:
    """A number that there is not is marked, and can be typed anew."""
    many = 26
    handed = await hand_over(service_resources, service.centre_id, types=(None,) * many)
    await made_ready(service.centre_id, handed.deposit_id)
    await clerk.goto(f"/backoffice/documents/{handed.document_ids[0]}")
    await expect(clerk.get_by_role("button", name="Classer")).to_be_visible()
    await clerk.keyboard.press("s")
    await clerk.wait_for_url(LIGHT)
    await expect(clerk.locator("a.sheet[aria-current]")).to_be_focused()
    await clerk.keyboard.press("j")
    number = clerk.get_by_label("Dans le document n°")
    await expect(number).to_be_focused()
    await accessible(clerk)
    await clerk.keyboard.type("99")
    await clerk.keyboard.press("Enter")
    await expect(number).to_have_attribute("aria-invalid", "true")
    await clerk.keyboard.type(str(many))
    async with clerk.expect_response(lambda each: each.request.method == "POST"):  # a table this long takes its time
        await clerk.keyboard.press("Enter")
    last = clerk.locator(f"[data-document='{handed.document_ids[-1]}'] a.sheet")
    await expect(last).to_have_count(2)
