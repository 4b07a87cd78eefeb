"""What other apps share with the portal, a window that keeps nothing, and what a first camera weighs."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, FilePayload, Page, expect

from tests.journeys.test_portal import PIXEL_7
from tests.journeys.test_pwa import kept, photos, shell_is_kept
from tests.journeys.test_sending import arrived, choose, leave_a_name, pages_of, pdf_file, sha256
from tests.support.often import often
from tests.support.service import Service
from tests.support.weight import weigh

pytestmark = pytest.mark.usefixtures("service_resources")  # what arrived is asked of the database


async def test_what_another_app_shares_waits_until_it_is_added(browser: Browser, service: Service) -> None:
    shots = photos(2)
    context = await browser.new_context(**PIXEL_7)
    page = await context.new_page()
    await page.goto(f"{service.url}/")
    await shell_is_kept(page)
    await context.set_offline(True)
    await share(page, *shots)
    await expect(page.locator("[data-count-shared]")).to_have_text("2")
    await expect(page.locator("[data-if-own]").first).to_be_hidden()
    await expect(page.locator(".kept img")).to_have_count(0)
    await page.locator("[data-claims=shared]").tap()
    await expect(page.locator("[data-count-own]")).to_have_text("2")
    await expect(page.locator("[data-pages] img")).to_have_count(2)
    assert [each["size"] for each in await kept(page)] == [len(each["buffer"]) for each in shots]


async def test_without_a_worker_what_is_shared_goes_into_the_deposit_or_is_said_not_to(
    browser: Browser, service: Service
) -> None:
    page = await (await browser.new_context(**PIXEL_7, service_workers="block")).new_page()
    await page.goto(f"{service.url}/")
    await share(page, pdf_file(30_000))
    await expect(page.get_by_role("alert")).to_contain_text("Nous n’avons pas pris vos fichiers")
    await leave_a_name(page, service.url)
    await share(page, pdf_file(30_000), pdf_file(31_000))
    await expect(page.locator(".papers-item")).to_have_count(2)


async def share(page: Page, *files: FilePayload, to: str = "") -> None:
    """Share files with Guichet as the phone's system does: it posts them as a form of its own."""
    await page.evaluate(
        """(to) => {
          const form = Object.assign(document.createElement("form"), {
            id: "share", method: "post", action: `${to}/shared`, enctype: "multipart/form-data",
          });
          form.innerHTML = '<input type="file" name="photos" multiple>';
          document.body.append(form);
        }""",
        to,
    )
    await page.set_input_files("#share input", files=list(files))
    async with page.expect_navigation():
        await page.evaluate("document.getElementById('share').submit()")


@pytest.mark.parametrize("why", often(["no store", "private"], "private"))
async def test_a_window_that_keeps_nothing_says_so_and_sends_all_the_same(
    browser: Browser, service: Service, why: str
) -> None:
    page = await (await browser.new_context(**PIXEL_7)).new_page()
    refusing = {
        "no store": "IDBFactory.prototype.open = () => { throw new DOMException('no', 'Any') }",
        "private": "StorageManager.prototype.getDirectory = async () => { throw new DOMException('no', 'Any') }",
    }
    await page.add_init_script(refusing[why])
    await leave_a_name(page, service.url)
    await expect(page.locator("[data-forgets]")).to_be_hidden()
    file = pdf_file(30_000)
    await choose(page, file)
    await expect(page.locator("[data-forgets]")).to_contain_text("Restez ici")
    await arrived(page)
    assert await pages_of(service, page) == [sha256(file)]


@pytest.mark.parametrize("locale", often(["fr-BE", "uk-UA"], "fr-BE"))
async def test_the_first_camera_is_light(browser: Browser, service: Service, locale: str) -> None:
    """What a phone that knows nothing of us loads to take its first photo: 60 KB, of which 35 KB are scripts."""
    page = await (await browser.new_context(**{**PIXEL_7, "locale": locale}, service_workers="block")).new_page()
    await leave_a_name(page, service.url)
    camera = page.url
    weight = await weigh(page, camera)
    assert 0 < weight.of("Script") <= 35 * 1024
    assert weight.all_bytes <= 60 * 1024
    assert weight.of("Font") == 0
    assert weight.hosts == {urlsplit(service.url).netloc}
