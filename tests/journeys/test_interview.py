"""An interview in two browsers at once: the worker's screen, and a phone that photographs what lies before it.

Beside it the worker's own ways: the scanner of a counter. What each presses is counted.
"""

import asyncio
import re
import time
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from playwright.async_api import Browser, FilePayload, Page, Playwright, Route, expect

from demo.camera import camera_feed
from demo.papers import render
from dossier.counter.counters import CounterTold, add_counter
from dossier.interviews.code import token_of
from dossier.resources import Resources
from tests.journeys.test_counter import Keys
from tests.journeys.test_portal import PIXEL_7
from tests.support.at_work import accessible, signed_in
from tests.support.counter import FOLDER, administrator
from tests.support.deposits import pdf
from tests.support.interviews import PERSON, WORKER, Meeting, later, meet
from tests.support.requests import ask_for
from tests.support.service import Service, browser_with
from tests.support.taps import count_taps, taps

INTERVIEW = re.compile(r"/backoffice/interviews/[0-9a-f-]{36}$")
RECEIPT = re.compile(r"/backoffice/interviews/[0-9a-f-]{36}/receipt$")
LIVE_SECONDS = 2
KEYS_MAX = 3
MADE_MS = 30_000


async def test_what_the_phone_photographs_is_on_the_worker_s_screen_at_once_and_both_have_the_receipt(
    browser: Browser,
    playwright: Playwright,
    service: Service,
    service_resources: Resources,
    tmp_path: Path,
) -> None:
    meeting = await meet(service_resources, service.centre_id)
    await ask_for(meeting.worker, PERSON, "REV_PAIE")
    desk = await signed_in(browser, service, WORKER)
    keys = await _begin_by_keys(desk, meeting)
    await expect(desk.locator(".interview-code svg")).to_be_visible()
    await accessible(desk)
    token = token_of(UUID(desk.url.rpartition("/")[2]))
    feed = tmp_path / "paper.y4m"
    feed.write_bytes(
        camera_feed(render("REV_PAIE", PERSON, "fr", date(2026, 10, 31), 3), seed=5, seconds=1, size=(960, 1280))
    )
    async with browser_with(playwright, feed) as filming:
        phone = await (await filming.new_context(base_url=service.url, **PIXEL_7)).new_page()
        await count_taps(phone)
        await phone.goto(f"/interview/{token}")
        await accessible(phone)
        seen = [await phone.content()]
        await phone.locator(".act-bar button").tap()
        await phone.wait_for_url(re.compile("/photo$"))
        await expect(desk.locator("[data-phone=here]")).to_be_visible()
        await phone.locator("page-viewfinder[data-state=live] [data-shoot]").tap(timeout=MADE_MS)
        await expect(phone.locator("[data-thumbs] .thumb")).to_have_count(1, timeout=MADE_MS)
        await expect(phone.locator("[data-send]")).to_be_visible(timeout=MADE_MS)
        sent_at = time.monotonic()
        await expect(desk.locator(".counter-sheet")).to_have_count(1, timeout=LIVE_SECONDS * 1000)
        print(f"on the worker's screen {time.monotonic() - sent_at:.2f} s after the phone had it sent")  # noqa: T201
        await expect(desk.locator(".counter-sheet img")).to_have_count(1, timeout=MADE_MS)
        await accessible(desk)
        await keys.press("1")
        await expect(desk.locator(".counter-paper h3")).to_contain_text("Fiche de paie")
        await expect(desk.locator(".counter-paper select")).to_have_value(re.compile("."))
        await expect(desk.locator(".interview-asked")).to_have_count(0)
        seen.append(await phone.content())
        await phone.locator("[data-send]").tap(timeout=MADE_MS)
        await phone.wait_for_url(re.compile("/r/"))
        assert await taps(phone) == ["page", "camera", "page"], "one touch opens the camera, one sends"
        await desk.wait_for_url(RECEIPT)
        assert keys.pressed <= KEYS_MAX, "the file's key, the person where there are several, what was asked"
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


async def _begin_by_keys(desk: Page, meeting: Meeting) -> Keys:
    """Go from the file to the code by keyboard alone; return the keys so far."""
    await desk.goto(f"/backoffice/files/{meeting.file_id}")
    await expect(desk.get_by_text("Recevoir des documents")).to_be_visible()
    keys = Keys(desk)
    await keys.press("d")
    if meeting.keys_to_begin > 1:
        await desk.wait_for_url("**/interview")
        await accessible(desk)
        await keys.press("1")  # the holder comes first
    await desk.wait_for_url(INTERVIEW)
    return keys


async def test_the_worker_scans_by_a_counter_s_folder_and_gives_the_receipt(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    assert service.settings.counter_folders_dir is not None
    folder = service.settings.counter_folders_dir / FOLDER
    folder.mkdir(parents=True)
    await add_counter(administrator(service.centre_id), CounterTold(name="Bureau 3", folder=FOLDER, device_id=None))
    meeting = await meet(service_resources, service.centre_id)
    desk = await signed_in(browser, service, WORKER)
    keys = await _begin_by_keys(desk, meeting)
    await expect(desk.locator("#scans h3")).to_have_count(0)  # a scanner is theirs once they said so
    await desk.get_by_label("Du scanner").select_option("Bureau 3")
    await desk.get_by_role("button", name="L’utiliser").click()
    clicks = 2
    await expect(desk.locator("#scans")).to_contain_text("Scannez")
    (folder / "scan0001.pdf").write_bytes(pdf("one", "two"))
    await expect(desk.get_by_role("button", name="Tout prendre")).to_be_visible(timeout=MADE_MS)
    await accessible(desk)
    await keys.press("a")
    await expect(desk.locator(".counter-sheet img")).to_have_count(2, timeout=MADE_MS)
    await expect(desk.locator("[data-phone=ended]")).to_be_visible()  # its code is over: the pages are the worker's
    await keys.press("r")
    await desk.wait_for_url(RECEIPT)
    await expect(desk.locator(".slip-number")).to_be_visible()
    assert (keys.pressed, clicks) == (meeting.keys_to_begin + 2, 2)
    assert not await asyncio.to_thread(lambda: [each for each in folder.iterdir() if each.is_file()])
    await keys.press("n")  # the next papers of this person, with the same scanner
    await desk.wait_for_url(INTERVIEW)
    await expect(desk.locator("#scans")).to_contain_text("Scannez")


async def test_who_gives_up_on_the_phone_is_seen_on_the_worker_s_screen_with_a_new_code(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    meeting = await meet(service_resources, service.centre_id)
    deposit_id = await meeting.begin()
    desk = await signed_in(browser, service, WORKER)
    await desk.goto(f"/backoffice/interviews/{deposit_id}")
    phone = await (await browser.new_context(base_url=service.url, **PIXEL_7)).new_page()
    await phone.goto(f"/interview/{token_of(deposit_id)}")
    await phone.locator(".act-bar button").tap()
    await phone.locator("#photos").set_input_files(
        {"name": "one.pdf", "mimeType": "application/pdf", "buffer": pdf("one")}
    )
    await expect(desk.locator(".counter-sheet")).to_have_count(1, timeout=MADE_MS)
    await phone.goto(f"/deposits/{deposit_id}")
    await phone.get_by_text("Abandonner ce dépôt").tap()
    await accessible(phone)
    await phone.get_by_role("button", name="Oui, abandonner").tap()
    await expect(desk.locator("[data-phone=gave_up]")).to_contain_text("Abandonné sur le téléphone")
    await expect(desk.locator(".counter-sheet")).to_have_count(0)
    await expect(desk.get_by_role("button", name="Donner l’accusé")).to_be_hidden()
    await accessible(desk)
    again = await phone.goto(f"/deposits/{deposit_id}")
    assert again is not None
    assert again.status == 403
    await desk.reload()  # what is seen at once is what is there later
    await desk.keyboard.press("n")
    await desk.wait_for_url(INTERVIEW)
    await expect(desk.locator("[data-phone=awaited]")).to_be_visible()
    assert str(deposit_id) not in desk.url


async def test_a_phone_that_comes_before_the_screen_listens_is_seen_all_the_same(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    """The line for news is laid once the page is there, and anew where it was cut: what came meanwhile is told."""
    meeting = await meet(service_resources, service.centre_id)
    deposit_id = await meeting.begin()
    desk = await signed_in(browser, service, WORKER)
    opens = asyncio.Event()

    async def open_when_told(route: Route) -> None:
        await opens.wait()
        await route.continue_()

    await desk.route(re.compile("/changes"), open_when_told)
    await desk.goto(f"/backoffice/interviews/{deposit_id}")
    phone = await (await browser.new_context(base_url=service.url, **PIXEL_7)).new_page()
    await phone.goto(f"/interview/{token_of(deposit_id)}")
    await phone.locator(".act-bar button").tap()
    await phone.wait_for_url(re.compile("/photo$"))
    await expect(desk.locator("[data-phone=awaited]")).to_be_visible()
    opens.set()
    await expect(desk.locator("[data-phone=here]")).to_be_visible()


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

    begun = await meeting.begin()  # a session that time ends while the camera is open
    await phones[0].goto(f"/interview/{token_of(begun)}")
    await phones[0].locator(".act-bar button").tap()
    await phones[0].wait_for_url(re.compile("/photo$"))
    await later(service.centre_id, begun)
    late = await phones[0].request.post(
        f"/deposits/{begun}/originals?paper={uuid4()}",
        headers={"Origin": service.url},
        multipart={
            "original_id": str(uuid4()),
            "photos": FilePayload(name="late.pdf", mimeType="application/pdf", buffer=pdf("late")),
        },
    )
    assert late.status == 409
    await phones[0].reload()
    await expect(phones[0].locator("main")).to_contain_text("demandez-lui un nouveau code")
    await desk.goto(f"/backoffice/interviews/{begun}")
    await expect(desk.locator("[data-phone=expired]")).to_be_visible()
    await expect(desk.locator(".counter-sheet")).to_have_count(0)
