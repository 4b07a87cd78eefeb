"""A manager reads the centre's figures by keyboard, on light and dark screens, and on paper."""

from playwright.async_api import Browser, expect

from demo.simulation.fill import simulate
from dossier.resources import Resources
from tests.support.at_work import accessible, signed_in
from tests.support.service import Service

HOME = "/backoffice/monitoring"
STICKING_OUT = """() => [...document.querySelectorAll("svg.chart")].flatMap((chart) => {
  const { width } = chart.viewBox.baseVal;
  const texts = [...chart.querySelectorAll("text")];
  return texts.filter((each) => each.getBBox().x < 0 || each.getBBox().x + each.getBBox().width > width)
    .map((each) => each.textContent);
})"""
"""The words of charts that do not fit into them."""


async def test_figures_are_read_by_keyboard(browser: Browser, service: Service, service_resources: Resources) -> None:
    await simulate(service.centre_id, service_resources.cipher, service_resources.settings, 250, 2, lambda _: None)
    page = await signed_in(browser, service, "anne.dewit")
    await page.get_by_role("link", name="Suivi").click()
    await expect(page.get_by_role("img", name="Ce qui attendra dans les deux semaines à venir")).to_be_visible()
    await accessible(page)
    for tab, scheme in (("Délais", "light"), ("Qualité", "dark"), ("Utilisation", "light")):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        await page.get_by_role("link", name=tab, exact=True).focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("link", name=tab, exact=True)).to_have_attribute("aria-current", "page")
        closed = page.locator("details.figure-table:not([open]) > summary")
        while await closed.count():
            await closed.first.focus()
            await page.keyboard.press("Enter")
        await expect(page.locator(".figure-table .table").first).to_be_visible()
        assert await page.evaluate(STICKING_OUT) == []
        await accessible(page)
    await page.get_by_label("De", exact=True).select_option("2026-09")
    await page.get_by_role("button", name="Montrer").press("Enter")
    await page.wait_for_url(f"**{HOME}/use?first=2026-09&last=*")
    await page.emulate_media(media="print")
    await expect(page.get_by_role("button", name="Montrer")).to_be_hidden()
    await expect(page.get_by_role("img", name="Dépôts par canal")).to_be_visible()
    await page.context.close()
