"""The main job, end to end: a photo at the portal, a clean page, a receipt, the queue, the desk, and the answer."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.journal.verify import verify
from dossier.resources import Resources
from tests.journeys.test_portal import MADE_MS, PIXEL_7, film, identify, phone
from tests.support.service import Service

__all__ = ["film", "phone"]
pytestmark = pytest.mark.boxed
_LINKED_SECONDS = 20
"""On a machine that others keep busy, too."""


async def test_a_photographed_paper_is_filed_and_its_depositor_sees_it(
    phone: Browser,
    service: Service,
    service_resources: Resources,
    tmp_path: Path,
) -> None:
    citizen = await (await phone.new_context(**PIXEL_7, permissions=["camera"])).new_page()
    await identify(citizen, service)
    await citizen.locator("[data-open]").tap()
    await citizen.locator("page-viewfinder[data-state=live] [data-shoot]").tap()
    await citizen.locator("[data-next] a").tap(timeout=MADE_MS)
    await expect(citizen.locator("#pages .compare img")).to_have_count(2, timeout=MADE_MS)
    await citizen.locator(".act-bar a").tap()
    await citizen.locator("button[value=payslip]").tap()
    await expect(citizen.locator("#papers .papers-title")).to_have_text("Fiche de paie")
    await citizen.locator(".act-bar button").tap()
    await citizen.wait_for_url("**/r/*")
    number = await citizen.locator(".slip-number").inner_text()

    desk = await (
        await phone.new_context(base_url=service.url, viewport={"width": 1280, "height": 800}, locale="nl-BE")
    ).new_page()
    await desk.goto("/backoffice")
    await desk.locator("[name=username]").fill("koen.smets")
    await desk.locator("[name=password]").fill(service.password)
    await desk.keyboard.press("Enter")
    await desk.wait_for_url(re.compile(r"/backoffice/queue$"))
    await expect(desk.get_by_role("link", name=number)).to_be_visible()
    await desk.keyboard.press("Enter")
    await desk.wait_for_url(re.compile(r"/backoffice/documents/[0-9a-f-]{36}"))
    await expect(desk.get_by_role("img", name=re.compile("1$"))).to_be_visible()
    await desk.keyboard.press("v")
    await expect(desk.get_by_text("Geklasseerd.")).to_be_visible()

    await expect(citizen.locator("#documents [data-state=good]")).to_be_visible(timeout=MADE_MS)  # without a reload
    await citizen.screenshot(path=tmp_path / "tracked.png")

    actor = system(service.centre_id)
    async with transaction(actor) as tx:
        names = [row["name"] for row in await tx.rows("SELECT name FROM events ORDER BY seq")]
        looks = await tx.value("SELECT count(*) FROM access_log WHERE act = 'view' AND actor_kind = 'staff'")
    told = ["BeneficiaryIdentified", "DepositOpened", "OriginalAdded", "PageProcessed", "DepositReceived"]
    assert [name for name in names if name in told[:3]] == told[:3]
    assert set(told) | {"DepositReady", "DocumentValidated", "DepositClosed", "SignalRaised"} <= set(names)
    assert looks >= 2
    assert service_resources.settings.store_url.startswith("file://")
    async with asyncio.timeout(_LINKED_SECONDS):  # the worker links events twice a second
        while (verdict := await verify(service_resources.vault, None, actor)).unlinked:
            assert verdict.whole
            await asyncio.sleep(0.5)
    assert verdict.whole
