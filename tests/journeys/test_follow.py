"""A receipt is followed on a phone: by e-mail, in the browser, by its day; and the accessibility statement."""

import asyncio
import os
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from dossier.settings import variable
from tests.support.at_work import accessible
from tests.support.deposits import hand_over
from tests.support.patience import PATIENCE_SECONDS
from tests.support.postbox import Postbox, postbox
from tests.support.service import Service

PHONE: ViewportSize = {"width": 360, "height": 740}
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def box() -> AsyncIterator[Postbox]:
    """Run the mail server that the service of this module sends through."""
    async with postbox() as running:
        with pytest.MonkeyPatch.context() as patched:
            told = {"smtp_host": "127.0.0.1", "smtp_port": str(running.port), "smtp_security": "none"}
            for name, value in {**told, "smtp_sender": "documents@cpas.example"}.items():
                patched.setitem(os.environ, variable(name), value)
            yield running


async def clean(page: Page) -> None:
    """Have axe find nothing, and nothing run out of a narrow phone."""
    await accessible(page)
    assert await page.evaluate(FITS), page.url


async def test_from_the_receipt_to_the_mailbox_and_back(
    browser: Browser, service: Service, service_resources: Resources, box: Postbox
) -> None:
    made = await hand_over(service_resources, service.centre_id, service.person, types=("REV_PAIE",))
    async with transaction(system(service.centre_id)) as tx:
        await tx.run("INSERT INTO usual_waits VALUES ($1, '', 1, 3, 100, now())", service.centre_id)
    context = await browser.new_context(base_url=service.url, viewport=PHONE, locale="fr-BE", java_script_enabled=False)
    page = await context.new_page()  # all of it without a script
    await page.goto(f"/r/{made.receipt.token}")
    await expect(page.get_by_text("En général examiné au plus tard le")).to_be_visible()
    await page.locator("#number").fill(service.file_number)
    for part in ("day", "month", "year"):
        await page.locator(f"#birth_date_{part}").fill(str(getattr(service.person.birth_date, part)))
    await page.get_by_role("button", name="Voir mes documents").click()
    await page.get_by_role("link", name="L’envoyer par e-mail").click()
    await page.locator("#email").fill("ann@example.org")
    await page.get_by_role("button", name="Envoyer là").click()
    await expect(page.get_by_text(re.compile("L’e-mail est (en route|parti)"))).to_be_visible()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not box.letters:  # noqa: ASYNC110 - the worker is a process of its own
            await asyncio.sleep(0.05)
    assert box.to == ["ann@example.org"]
    (link,) = re.findall(r"http\S+", box.letters[0].get_content())
    elsewhere = await (await browser.new_context(viewport=PHONE, locale="fr-BE")).new_page()
    await elsewhere.goto(link)
    await expect(elsewhere.get_by_text(made.receipt.number)).to_be_visible()
    await clean(elsewhere)


@pytest.mark.torture  # every run looks at them as declared states: tests/states
@pytest.mark.parametrize(("scheme", "language"), [("light", "fr"), ("dark", "ar"), ("light", "ar"), ("dark", "fr")])
async def test_its_screens_are_accessible(
    browser: Browser, service: Service, service_resources: Resources, language: str, scheme: str
) -> None:
    made = await hand_over(service_resources, service.centre_id, service.person, types=("REV_PAIE",))
    context = await browser.new_context(
        base_url=service.url,
        viewport=PHONE,
        locale="fr-BE",
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    await context.add_cookies([{"name": "guichet_receipts", "value": made.receipt.token, "url": service.url}])
    page = await context.new_page()
    await page.goto(f"/accessibility?lang={language}")
    await clean(page)
    await page.goto("/")
    await expect(page.locator(f"a[href='/r/{made.receipt.token}']")).to_be_visible()
    await clean(page)
    await page.goto(f"/r/{made.receipt.token}")
    await page.locator("#number").fill(service.file_number)
    for part in ("day", "month", "year"):
        await page.locator(f"#birth_date_{part}").fill(str(getattr(service.person.birth_date, part)))
    await page.locator(".unlock button").click()
    await expect(page.locator(".slip-ways a")).to_have_count(2)
    await clean(page)
    await page.goto(f"/r/{made.receipt.token}/emails")
    await page.locator("#email").fill("ann")
    await page.locator("#typed button").click()
    await expect(page.locator("#email-error")).to_be_visible()
    await clean(page)
