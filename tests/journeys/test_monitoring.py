"""A manager reads the centre's figures by keyboard, on light and dark screens, and on paper."""

import pytest
from playwright.async_api import Browser, expect

from demo.simulation.fill import simulate
from dossier.resources import Resources
from tests.support.at_work import accessible, sign_in
from tests.support.service import Service

HOME = "/backoffice/monitoring"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_figures_are_read_by_keyboard(
    browser: Browser, service: Service, service_resources: Resources, scheme: str
) -> None:
    await simulate(service.centre_id, service_resources.cipher, service_resources.settings, 250, 2, lambda _: None)
    context = await browser.new_context(
        base_url=service.url,
        viewport={"width": 1280, "height": 800},
        locale="fr-BE",
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = await context.new_page()
    await sign_in(page, service, "anne.dewit")
    await page.get_by_role("link", name="Suivi").click()
    await expect(page.get_by_role("img", name="Ce qui attend une personne, par canal")).to_be_visible()
    await accessible(page)
    for tab in ("Délais", "Qualité", "Utilisation"):
        await page.get_by_role("link", name=tab, exact=True).focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("link", name=tab, exact=True)).to_have_attribute("aria-current", "page")
        for each in await page.locator("details.figure-table:not([open]) > summary").all():
            await each.focus()
            await page.keyboard.press("Enter")
        await expect(page.locator(".figure-table .table").first).to_be_visible()
        await accessible(page)
    await page.get_by_label("De", exact=True).select_option("2026-09")
    await page.get_by_role("button", name="Montrer").press("Enter")
    await page.wait_for_url("**/use?first=2026-09&last=*")
    await page.emulate_media(media="print")
    await expect(page.get_by_role("button", name="Montrer")).to_be_hidden()
    await expect(page.get_by_role("img", name="Dépôts par canal")).to_be_visible()
    await context.close()
