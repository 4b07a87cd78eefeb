"""The queue in a browser: who has what open within two seconds, many at once by key, and without JavaScript."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, Route, expect

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.outbox.publish import tell
from dossier.resources import Resources
from tests.support.at_work import accessible
from tests.support.deposits import hand_over
from tests.support.service import Service
from tests.support.terms import member
from tests.support.waiting import row_of, waiting

QUEUE = re.compile(r"/backoffice/queue(\?|$)")
PRESENT_SECONDS = 2


@pytest_asyncio.fixture(loop_scope="session")
async def emptied(service: Service, service_resources: Resources) -> AsyncIterator[UUID]:
    """Let nothing wait that another journey left; return the centre."""
    del service_resources  # the verbs of the test work on the service's own database
    yield service.centre_id
    async with transaction(system(service.centre_id)) as tx:
        await tx.run("UPDATE deposits SET claimed_by = NULL, claimed_until = NULL")
        await tx.run(
            """UPDATE documents SET state = 'refused', refusal_reason_id = (SELECT id FROM refusal_reasons LIMIT 1)
               WHERE state IN ('captured', 'profiled', 'second_reading')"""
        )


async def _at_queue(browser: Browser, service: Service, username: str, *, js: bool = True) -> Page:
    context = await browser.new_context(
        base_url=service.url, viewport={"width": 1280, "height": 800}, locale="fr-BE", java_script_enabled=js
    )
    page = await context.new_page()
    await page.goto("/backoffice")
    await page.locator("[name=username]").fill(username)
    await page.locator("[name=password]").fill(service.password)
    await page.keyboard.press("Enter")
    await page.wait_for_url(QUEUE)
    return page


def _row(page: Page, document_id: UUID) -> Locator:
    return page.locator(f"tr:has(#row-{document_id})")


async def test_who_has_what_open_is_seen_within_two_seconds(
    browser: Browser, service: Service, service_resources: Resources, emptied: UUID
) -> None:
    (first,) = (await hand_over(service_resources, emptied, people()[0])).document_ids
    (second,) = (await hand_over(service_resources, emptied, people()[0])).document_ids
    watcher = await _at_queue(browser, service, "nadia.benali")
    agent = await _at_queue(browser, service, "ines.moreau")
    other = await _at_queue(browser, service, "koen.smets")
    await expect(_row(watcher, second)).to_be_visible()
    for page in (agent, other):  # what a server and a browser load once
        await page.goto(f"/backoffice/documents/{second}")
        await page.goto("/backoffice/queue")
    taken: list[float] = []
    for _ in range(3):
        await agent.goto(f"/backoffice/documents/{first}", wait_until="commit")
        begun = time.monotonic()
        await expect(_row(watcher, first)).to_contain_text("Inès Moreau")
        taken.append(time.monotonic() - begun)
        await expect(agent.get_by_role("button", name="Classer")).to_be_visible()  # taken, not only open
        await other.goto(f"/backoffice/documents/{first}", wait_until="commit")  # she works on it: he only looks
        begun = time.monotonic()
        await expect(_row(watcher, first).locator(".queue-here")).to_contain_text("Koen Smets")
        taken.append(time.monotonic() - begun)
        begun = time.monotonic()
        await other.goto("/backoffice/queue")
        await expect(_row(watcher, first).locator(".queue-here")).to_have_text("")
        taken.append(time.monotonic() - begun)
        begun = time.monotonic()
        await agent.keyboard.press("Escape")
        await agent.wait_for_url(QUEUE)
        await expect(_row(watcher, first)).not_to_contain_text("Inès Moreau")
        taken.append(time.monotonic() - begun)
    print(f"presence, seconds: {sorted(round(each, 2) for each in taken)}")  # noqa: T201 - the figure that is promised
    assert max(taken) <= PRESENT_SECONDS, taken
    for page in (watcher, agent, other):
        await page.context.close()


async def test_a_queue_that_comes_late_takes_nobody_away_who_came_meanwhile(
    browser: Browser, service: Service, service_resources: Resources, emptied: UUID
) -> None:
    """What was read before a colleague opened a desk, and arrives after that was told, is not the last word."""
    (document_id,) = (await hand_over(service_resources, emptied, people()[0])).document_ids
    await claim(await member(emptied, "ines.moreau"), document_id, 900)  # she works on it: others only look
    watcher = await _at_queue(browser, service, "nadia.benali")
    other = await _at_queue(browser, service, "koen.smets")
    await expect(_row(watcher, document_id)).to_contain_text("Inès Moreau")
    read, opened = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        read.set()
        await opened.wait()
        await asyncio.sleep(1)  # by now the page was told of who came
        await route.fulfill(response=answer)

    await expect(_row(watcher, document_id)).not_to_contain_text("en préparation")  # no more is told of it
    await watcher.route(lambda url: url.partition("?")[0].endswith("/backoffice/queue"), late, times=1)
    await watcher.locator("#queue").evaluate("(queue) => queue.setAttribute('data-before', '')")
    async with transaction(system(emptied)) as tx:
        await tell(tx, "queue")
    await read.wait()
    await other.goto(f"/backoffice/documents/{document_id}")
    opened.set()
    await expect(watcher.locator("#queue[data-before]")).to_have_count(0)  # the late answer is there
    await expect(_row(watcher, document_id).locator(".queue-here")).to_contain_text("Koen Smets")
    for page in (watcher, other):
        await page.context.close()


async def test_a_lease_that_a_colleague_took_is_told_at_once(
    browser: Browser, service: Service, service_resources: Resources, emptied: UUID
) -> None:
    (made,) = (await hand_over(service_resources, emptied, people()[0])).document_ids
    page = await _at_queue(browser, service, "ines.moreau")
    await page.locator(f"#row-{made}").click()
    await expect(page.get_by_role("button", name="Classer")).to_be_visible()
    await page.get_by_label("Date du document").fill("2/11/2026")
    async with transaction(system(emptied)) as tx:
        await tx.run("UPDATE deposits SET claimed_until = now() - interval '1 second' WHERE claimed_by IS NOT NULL")
    await claim(await member(emptied, "koen.smets"), made, 60)
    await expect(page.get_by_text("Koen Smets travaille sur ce dépôt")).to_be_visible()  # nobody touched a key
    await expect(page.get_by_label("Date du document")).to_have_value("2/11/2026")
    await page.context.close()


async def test_many_documents_are_put_aside_and_given_on_by_key(
    browser: Browser, service: Service, emptied: UUID
) -> None:
    ids = [each for hours in (9, 8, 7) for each in await waiting(emptied, hours_old=hours)]
    page = await _at_queue(browser, service, "ines.moreau")
    await accessible(page)
    for key in ("j", "x", "j", "x"):
        await page.keyboard.press(key)
    await expect(page.get_by_text("2 cochés")).to_be_visible()
    (fresh,) = await waiting(emptied, hours_old=1)
    async with transaction(system(emptied)) as tx:
        await tx.run("SELECT pg_notify('guichet', $1)", f"{emptied} queue")
    await expect(_row(page, fresh)).to_be_visible()  # refreshed live, and what was ticked stays ticked
    await expect(page.locator("input[name=rows]:checked")).to_have_count(2)
    await expect(page.locator(f"#row-{ids[1]}")).to_be_focused()
    await page.keyboard.press("p")
    await expect(page.get_by_role("heading", name="Mettre de côté")).to_be_visible()
    await accessible(page)
    await expect(page.get_by_role("radio").first).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.wait_for_url(QUEUE)
    await expect(page.locator(".flash")).to_contain_text("Mis de côté. Cela revient tout seul. 2 documents")
    await expect(page.locator("[data-row]")).to_have_count(2)
    assert {(await row_of(emptied, each))["aside_reason"] for each in ids[:2]} == {"colleague"}
    await page.keyboard.press("4")
    await page.wait_for_url("**/backoffice/queue?shown=aside")
    await expect(page.locator("[data-row]")).to_have_count(2)
    await accessible(page)
    await page.keyboard.press("j")
    await page.keyboard.press("f")  # without a tick, an act is for the row that has the focus
    await page.locator("#do-it").click()
    await expect(page.locator("[data-row]")).to_have_count(1)
    assert (await row_of(emptied, ids[0]))["aside_until"] is None
    await page.keyboard.press("1")
    await page.wait_for_url(QUEUE)
    await page.locator("#tick-all").check()
    await page.keyboard.press("a")
    await page.get_by_label("À qui ?").select_option("koen.smets")
    await page.locator("#do-it").click()
    await expect(page.locator(".flash")).to_contain_text("Confié. 3 documents → Koen Smets")
    await expect(page.locator("tr[data-held]")).to_have_count(3)
    await accessible(page)
    await page.keyboard.press("Enter")
    await expect(page.locator(".flash")).to_contain_text("Rien n’est libre")
    await page.context.close()


async def test_filters_are_in_the_address_and_a_view_is_kept(
    browser: Browser, service: Service, service_resources: Resources, emptied: UUID
) -> None:
    (post,) = (await hand_over(service_resources, emptied, people()[0], circuit="post")).document_ids
    await waiting(emptied, circuit="kiosk", worker=None, count=2)
    page = await _at_queue(browser, service, "ines.moreau")
    await page.get_by_label("Canal").focus()
    await page.get_by_label("Canal").select_option("post")
    await page.wait_for_url("**/backoffice/queue?circuit=post")
    await expect(page.locator("[data-row]")).to_have_count(1)
    await expect(page.get_by_label("Canal")).to_be_focused()
    await page.locator("#filter-unidentified").check()
    await expect(page.get_by_role("heading", name="Rien ici")).to_be_visible()
    await accessible(page)
    await page.locator("#filter-unidentified").uncheck()
    await expect(page.locator("[data-row]")).to_have_count(1)
    await page.locator("#views > summary").click()
    await accessible(page)
    await page.get_by_label("Garder cette vue sous le nom").fill("Le courrier")
    await page.get_by_role("button", name="Garder").click()
    await expect(page.locator(".flash")).to_contain_text("Gardée")
    await page.locator("body").press("0")
    await expect(page.locator("[data-row]")).to_have_count(3)
    await page.locator("#views > summary").click()
    await page.get_by_role("link", name="Le courrier").click()
    await page.wait_for_url("**/backoffice/queue?circuit=post")
    await page.locator("#views > summary").click()
    await page.locator("#views > summary").press("Escape")
    await page.locator("#take-next").click()
    await page.wait_for_url(f"**/backoffice/documents/{post}")
    await page.keyboard.press("Escape")
    await page.wait_for_url("**/backoffice/queue?circuit=post")
    await page.context.close()


@pytest.mark.torture  # by forms: tests/backoffice/queue
async def test_it_works_without_javascript(browser: Browser, service: Service, emptied: UUID) -> None:
    (first,), (second,) = await waiting(emptied, circuit="post", hours_old=3), await waiting(emptied, circuit="kiosk")
    page = await _at_queue(browser, service, "koen.smets", js=False)
    await page.locator("#filter-circuit").select_option("post")
    await page.get_by_role("button", name="Tonen").click()
    await expect(page.locator("[data-row]")).to_have_count(1)
    await page.locator(f"#tick-{first}").check()
    await page.get_by_role("button", name="Opzijleggen").click()
    await page.get_by_label("Komt terug op").fill(f"{clock.today() + timedelta(days=3):%d/%m/%Y}")
    await page.locator("#do-it").click()
    await expect(page.locator(".flash")).to_contain_text("Opzijgelegd. Het komt vanzelf terug. 1 document")
    await page.goto("/backoffice/queue")
    await page.locator("#tick-whole").check()
    await page.get_by_role("button", name="Aard voorstellen").click()
    await page.get_by_label("Wat is het?").select_option(label="Huurovereenkomst (en registratie)")
    await page.locator("#do-it").click()
    await expect(_row(page, second)).to_contain_text("Huurovereenkomst")
    await page.context.close()
