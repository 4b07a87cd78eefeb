"""Staff before a browser: they sign in, and whatever they see is accessible."""

import re

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.support.service import Service

INSIDE = re.compile(r"/backoffice/(?!session)")


async def sign_in(page: Page, service: Service, username: str = "ines.moreau") -> None:
    """Sign a member of the demo's staff in, on a page whose context knows the service's address.

    What the form sends is sent without it: journeys that are about the door, or begin there, fill it in themselves.
    """
    answer = await page.context.request.post(
        "/backoffice/session",
        form={"username": username, "password": service.password, "return_to": ""},
        headers={"Origin": service.url},
        max_redirects=0,
    )
    assert answer.status == 303, await answer.text()
    await page.goto("/backoffice")
    await page.wait_for_url(INSIDE)


async def signed_in(
    browser: Browser,
    service: Service,
    username: str,
    *,
    width: int = 1280,
    height: int = 800,
    locale: str = "fr-BE",
    script: bool = True,
) -> Page:
    """Sign a member of the demo's staff in, in a browser of their own."""
    context = await browser.new_context(
        base_url=service.url,
        viewport={"width": width, "height": height},
        locale=locale,
        java_script_enabled=script,
    )
    page = await context.new_page()
    await sign_in(page, service, username)
    return page


_AT_REST = """() => {
  const ends = (each) => each.playState === "running" && each.effect.getComputedTiming().endTime !== Infinity;
  return Promise.allSettled(document.getAnimations().filter(ends).map((each) => each.finished)).then(() => {});
}"""


async def accessible(page: Page) -> None:
    """Have axe find nothing on a page that is there whole, and at rest: what is half faded in has half its contrast."""
    await page.wait_for_load_state()
    await page.evaluate(_AT_REST)
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
