"""A worker finds a person by a few letters, reads their file by keyboard, and finds words marked on a page."""

import re

from playwright.async_api import Browser, expect

from demo.people import people
from dossier.resources import Resources
from tests.support.all_done import all_done
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import staff
from tests.support.filed import days_ago, file_documents
from tests.support.held import held
from tests.support.service import Service

SAMIRA = people()[0]  # a file of AS, of Nadia Benali


async def test_a_file_is_found_and_read_by_keyboard(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    agent = await staff(service.centre_id, "ines.moreau")
    papers = (("REV_PAIE", days_ago(130)), ("FAM_COMP", days_ago(60)), ("LOG_BAIL", days_ago(400)))
    await file_documents(service_resources, agent, SAMIRA, papers)
    await all_done(service_resources, service.centre_id)
    context = await browser.new_context(base_url=service.url, viewport={"width": 1280, "height": 800}, locale="fr-BE")
    page = await context.new_page()
    await page.goto("/backoffice")
    await page.get_by_label("Nom d’utilisateur").fill("nadia.benali")
    await page.get_by_label("Mot de passe").fill(service.password)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/queue")

    await page.keyboard.press("/")
    await page.keyboard.type("sami amr")
    await expect(page.locator("#search-found a").first).to_contain_text(SAMIRA.last_name)
    await accessible(page)
    await page.keyboard.press("Escape")
    await expect(page.locator("#search-found")).to_be_hidden()
    await page.keyboard.type("a")
    await expect(page.locator("#search-found a").first).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("/backoffice/files/[0-9a-f-]{36}$"))
    here = page.url
    await expect(page.get_by_role("heading", level=1)).to_have_text("El Amrani Samira")
    await accessible(page)

    marks = page.locator(".time-drawing a")
    await marks.first.focus()
    await page.keyboard.press("ArrowRight")
    await expect(marks.nth(1)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#reader-title")).to_be_visible()
    await expect(page.locator(".file-reader .stage img")).to_have_js_property("complete", value=True)
    await accessible(page)
    await page.keyboard.press("l")
    await expect(page.locator(".file-reader .stage")).to_have_attribute("data-view", "reading")
    await page.keyboard.press("Escape")
    await expect(page.locator("#reader-title")).to_have_count(0)
    await page.keyboard.press("[")
    await expect(page.locator(".time-years [aria-current]")).to_have_text(str(days_ago(0).year))

    await page.get_by_label("Mots dans les documents de ce dossier").fill("paper")
    await page.keyboard.press("Enter")
    await expect(page.locator(".found-text")).to_have_count(len(papers))
    assert "paper" not in page.url
    await page.locator(".found-text").first.click()
    await expect(page.locator(".hits rect").first).to_be_attached()

    await page.goto("/backoffice/queue")
    await page.keyboard.press("/")
    await page.keyboard.type("papers")
    await expect(page.locator("#search-found button")).to_have_count(len(papers))
    await accessible(page)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".hits rect").first).to_be_attached()  # where it was found, not only in which document
    assert "papers" not in page.url
    await accessible(page)

    await page.goto(here)
    await page.keyboard.press("a")
    await page.wait_for_url("**/backoffice/requests/new?*")
    await expect(page.get_by_role("combobox").first).to_have_value(re.compile("El Amrani Samira"))
    await context.close()


async def test_enter_opens_nothing_that_was_found_for_fewer_letters(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    """Who types fast presses it while what they typed is still being sought, over a slow line."""
    del service_resources  # its pool is open
    page = await signed_in(browser, service, "nadia.benali")
    here, search, found = page.url, page.get_by_label("Chercher partout"), page.locator("#search-found [data-row]")
    await search.fill("de")
    await expect(found.first).to_contain_text(re.compile("de", re.IGNORECASE))
    await expect(found.first).not_to_contain_text(SAMIRA.last_name)
    async with held(page, "**/backoffice/search") as sought:
        await search.fill(f"{SAMIRA.last_name} {SAMIRA.first_name}")
        await page.keyboard.press("Enter")
        await sought.wait()
        await expect(page).to_have_url(here)
    await page.wait_for_url(re.compile("/backoffice/files/[0-9a-f-]{36}$"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("El Amrani Samira")
    await page.context.close()
