"""After a power cut a kiosk's screen stands up before the service beside it does: it is known again all the same."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.test_kiosk import PORTRAIT
from tests.journeys.test_kiosk_printer import paired_folder, running_agent
from tests.support.service import Service

pytestmark = pytest.mark.usefixtures("service_resources")

KNOWN_MS = 20_000


async def test_a_screen_that_was_there_before_its_service_is_known_without_a_touch(
    browser: Browser, service: Service, tmp_path: Path
) -> None:
    await paired_folder(service, tmp_path)
    context = await browser.new_context(base_url=service.url, viewport=PORTRAIT, locale="fr-BE")
    page = await context.new_page()
    await page.clock.install()
    async with page.expect_event("requestfailed", lambda request: request.url.endswith("/passes")):
        await page.goto("/kiosk")
    await expect(page.get_by_role("heading", name="Relier")).to_be_visible()
    async with running_agent(service, tmp_path):
        await expect(page.locator(".attract")).to_be_visible(timeout=KNOWN_MS)
    seen = page.expect_request(lambda request: (request.method, request.url) == ("PUT", f"{service.url}/kiosk/device"))
    async with seen:  # nobody touches it
        await page.clock.fast_forward("00:31")
