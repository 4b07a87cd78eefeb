"""An interview in two browsers at once: the worker's screen, and a phone that photographs what lies before it."""

import re
import time
from datetime import date
from pathlib import Path
from uuid import UUID

from playwright.async_api import Browser, Playwright, expect

from demo.camera import camera_feed
from demo.papers import render
from dossier.interviews.code import token_of
from dossier.resources import Resources
from tests.journeys.test_portal import PIXEL_7
from tests.support.at_work import accessible, signed_in
from tests.support.interviews import PERSON, WORKER, later, meet
from tests.support.service import Service, browser_with

INTERVIEW = re.compile(r"/backoffice/interviews/[0-9a-f-]{36}$")
RECEIPT = re.compile(r"/backoffice/interviews/[0-9a-f-]{36}/receipt$")
LIVE_SECONDS = 2
MADE_MS = 30_000


async def test_what_the_phone_photographs_is_on_the_worker_s_screen_at_once_and_both_have_the_receipt(
    browser: Browser,
    playwright: Playwright,
    service: Service,
    service_resources: Resources,
    tmp_path: Path,
) -> None:
    meeting = await meet(service_resources, service.centre_id)
    desk = await signed_in(browser, service, WORKER)
    await desk.goto(f"/backoffice/files/{meeting.file_id}")
    await desk.get_by_text("Recevoir des documents").click()
    if desk.url.endswith("/interview"):
        await desk.get_by_role("button", name=PERSON.last_name).first.click()
    await desk.wait_for_url(INTERVIEW)
    await expect(desk.locator(".interview-code svg")).to_be_visible()
    await accessible(desk)
    token = token_of(UUID(desk.url.rpartition("/")[2]))
    feed = tmp_path / "paper.y4m"
    feed.write_bytes(camera_feed(render("REV_PAIE", PERSON, "fr", date(2026, 10, 31), 3), 1))
    async with browser_with(playwright, feed) as filming:
        phone = await (await filming.new_context(base_url=service.url, **PIXEL_7)).new_page()
        await phone.goto(f"/interview/{token}")
        await accessible(phone)
        seen = [await phone.content()]
        await phone.locator(".act-bar button").tap()
        await phone.wait_for_url(re.compile("/photo$"))
        await expect(desk.locator("[data-phone=here]")).to_be_visible()
        await phone.locator("page-viewfinder[data-state=live] [data-shoot]").tap(timeout=MADE_MS)
        await expect(phone.locator("[data-thumbs] .thumb")).to_have_count(1, timeout=MADE_MS)
        sent_at = time.monotonic()
        await expect(desk.locator(".counter-sheet")).to_have_count(1, timeout=LIVE_SECONDS * 1000)
        print(f"on the worker's screen {time.monotonic() - sent_at:.2f} s after the phone had it sent")  # noqa: T201
        await expect(desk.locator(".counter-sheet img")).to_have_count(1, timeout=MADE_MS)
        await accessible(desk)
        seen.append(await phone.content())
        await phone.goto(f"/deposits/{desk.url.rpartition('/')[2]}")
        await phone.locator(".act-bar button").tap()
        await phone.wait_for_url(re.compile("/r/"))
        await desk.wait_for_url(RECEIPT)
        number = (await desk.locator(".slip-number").inner_text()).strip()
        await expect(phone.locator("body")).to_contain_text(number)
        seen.append(await phone.content())
        for each in seen:
            assert PERSON.last_name not in each
            assert PERSON.first_name not in each
        await accessible(desk)

        second = await (await filming.new_context(base_url=service.url, **PIXEL_7)).new_page()
        replayed = await second.goto(f"/interview/{token}")
        assert replayed is not None
        assert replayed.status == 409
        await expect(second.locator("main")).to_contain_text("Ce code ne marche plus")


async def test_a_second_phone_an_ended_session_and_a_late_one_are_refused_with_what_to_do(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    meeting = await meet(service_resources, service.centre_id)
    deposit_id = await meeting.begin()
    desk = await signed_in(browser, service, WORKER)
    await desk.goto(f"/backoffice/interviews/{deposit_id}")
    phones = [await (await browser.new_context(base_url=service.url, **PIXEL_7)).new_page() for _ in range(2)]
    for each in phones:
        await each.goto(f"/interview/{token_of(deposit_id)}")
    await phones[0].locator(".act-bar button").tap()
    await phones[0].wait_for_url(re.compile("/photo$"))
    await phones[1].locator(".act-bar button").tap()
    await expect(phones[1].locator("main")).to_contain_text("Un autre téléphone a déjà ce code")
    await desk.get_by_role("button", name="Terminer avec ce téléphone").click()
    await expect(desk.locator("[data-phone=ended]")).to_be_visible()
    await phones[0].reload()
    await expect(phones[0].locator("main")).to_contain_text("demandez-lui un nouveau code")
    await desk.get_by_role("button", name="Nouveau code").click()
    await expect(desk.locator("[data-phone=awaited]")).to_be_visible()
    renewed = desk.url.rpartition("/")[2]
    assert renewed != str(deposit_id)
    await later(service.centre_id, UUID(renewed))
    await phones[1].goto(f"/interview/{token_of(UUID(renewed))}")
    await expect(phones[1].locator("main")).to_contain_text("Ce code ne marche plus")
