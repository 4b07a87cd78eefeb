"""The next document is seen while the verdict on the last is still on its way; where that fails, the last is back."""

import asyncio
import re
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.support.at_work import accessible, signed_in
from tests.support.clerk import pages_made
from tests.support.deposits import HandedOver, hand_over
from tests.support.desk import rows_of
from tests.support.held import held
from tests.support.patience import PATIENCE_SECONDS
from tests.support.service import Service

SEEN_MILLISECONDS = 500
TYPED = "A7 / 2026"


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, service: Service) -> AsyncIterator[Page]:
    """Sign Inès Moreau in."""
    opened = await signed_in(browser, service, "ines.moreau")
    yield opened
    await opened.context.close()


async def _open(page: Page, made: HandedOver) -> None:
    """Open a document's desk and wait until the next one is prepared."""
    await page.goto(f"/backoffice/documents/{made.document_ids[0]}")
    await page.locator("pages-ahead[data-done]").wait_for(state="attached")
    await expect(page.get_by_role("button", name="Classer")).to_be_visible()


async def _three(service: Service, resources: Resources, at: int) -> HandedOver:
    made = await hand_over(resources, service.centre_id, people()[at], types=("REV_PAIE",) * 3)
    await pages_made(service.centre_id)
    return made


async def _state(service: Service, document_id: UUID) -> str:
    state: str = (await rows_of(service.centre_id, document_id))["state"]
    return state


async def test_it_is_seen_at_once_and_confirmed_later(
    page: Page, service: Service, service_resources: Resources
) -> None:
    """What is pressed once it is read waits for the verdict on the last, and then falls on what was seen."""
    made = await _three(service, service_resources, 1)
    first, _, third = made.document_ids
    await _open(page, made)
    async with held(page, "**/validation"):
        await page.keyboard.press("v")
        await expect(page.get_by_text("Document 2 sur 3")).to_be_visible()
        await expect(page.locator("h1:visible")).to_be_focused()
        assert await _state(service, first) == "captured", "the verdict is still on its way"
        await accessible(page)
        await page.wait_for_timeout(SEEN_MILLISECONDS)
        await page.keyboard.press("v")
    await page.wait_for_url(f"**/backoffice/documents/{third}")
    await expect(page.locator(".flash")).to_contain_text("Classé.")
    await expect(page.locator("#desk-screen")).to_have_count(1)
    assert [await _state(service, each) for each in made.document_ids] == ["validated", "validated", "captured"]


async def test_a_key_waits_on_the_second_desk_as_on_the_first(
    page: Page, service: Service, service_resources: Resources
) -> None:
    made = await _three(service, service_resources, 5)
    _, second, third = made.document_ids
    await _open(page, made)
    await page.keyboard.press("v")
    await page.wait_for_url(f"**/backoffice/documents/{second}")
    await page.locator("pages-ahead[data-done]").wait_for(state="attached")
    async with held(page, "**/turn") as turn:
        await page.keyboard.press("o")
        await page.keyboard.press("v")
        await turn.wait()
        await page.wait_for_timeout(SEEN_MILLISECONDS)
        assert await _state(service, second) == "captured", "the page is still being turned"
    await page.wait_for_url(f"**/backoffice/documents/{third}")


async def test_what_is_shown_of_the_last_meanwhile_does_not_bring_it_back(
    page: Page, service: Service, service_resources: Resources
) -> None:
    """A page of it that is still being made is asked for by the desk that was left."""
    made = await _three(service, service_resources, 10)
    first, second, _ = made.document_ids
    await _open(page, made)
    async with page.expect_response("**/turn"):
        await page.keyboard.press("o")
    async with held(page, "**/validation"):
        async with page.expect_response("**/pages?page=1"):
            await page.keyboard.press("v")
            await expect(page.get_by_text("Document 2 sur 3")).to_be_visible()
        await page.wait_for_timeout(SEEN_MILLISECONDS)
        assert await page.get_by_text("Document 2 sur 3").is_visible(), "it stayed"
        assert await _state(service, first) == "captured", "the verdict is still on its way"
    await page.wait_for_url(f"**/backoffice/documents/{second}")
    await expect(page.locator("#desk-screen")).to_have_count(1)


async def test_a_verdict_that_does_not_arrive_leaves_the_document_there(
    page: Page, service: Service, service_resources: Resources
) -> None:
    """With what was typed: where the network is away, and where the lease was lost."""
    made = await _three(service, service_resources, 2)
    first, second, _ = made.document_ids
    await _open(page, made)
    await page.locator("summary", has_text="Validité").click()
    await page.get_by_label("Référence").fill(TYPED)
    await page.keyboard.press("Escape")  # out of the field
    await page.route("**/validation", lambda route: route.abort())
    await page.keyboard.press("v")
    await expect(page.get_by_text("Document 1 sur 3")).to_be_visible()
    await expect(page.get_by_role("alert")).to_contain_text("la connexion est perdue")
    await expect(page.locator("h1:visible")).to_be_focused()  # what is typed on falls into no field of it
    await expect(page.get_by_label("Référence")).to_have_value(TYPED)
    assert await page.title() == f"{made.receipt.number} · Guichet"
    await page.unroute("**/validation")
    await _leave_all(service.centre_id)
    async with page.expect_response("**/validation") as answered:
        await page.keyboard.press("v")
    assert (await answered.value).status == 409
    await expect(page.get_by_text("Document 1 sur 3")).to_be_visible()
    await expect(page.get_by_label("Référence")).to_have_value(TYPED)
    await expect(page.locator("#desk-screen")).to_have_count(1)
    assert [await _state(service, each) for each in (first, second)] == ["captured", "captured"]


async def test_what_is_typed_on_the_next_stays_whatever_becomes_of_the_verdict(
    page: Page, service: Service, service_resources: Resources
) -> None:
    """Where the answer is lost, and comes at the second try; Refuse and the keys' list work meanwhile by mouse."""
    made = await _three(service, service_resources, 6)
    first, second, _ = made.document_ids
    await _open(page, made)
    async with held(page, "**/validation", is_lost=True):
        await page.keyboard.press("v")
        await expect(page.get_by_text("Document 2 sur 3")).to_be_visible()
        await page.locator("summary:visible", has_text="Validité").click()
        await page.locator("[name=reference]:visible").fill(TYPED)
    await expect(page.get_by_text("Document 1 sur 3")).to_be_visible()
    await expect(page.get_by_role("alert")).to_contain_text("la connexion est perdue")
    await page.locator("pages-ahead[data-done]").wait_for(state="attached")
    async with held(page, "**/validation"):
        await page.keyboard.press("v")
        await expect(page.get_by_text("Document 2 sur 3")).to_be_visible()
        await expect(page.locator("[name=reference]:visible")).to_have_value(TYPED)
        await page.locator("button:visible", has_text="Touches").click()
        await expect(page.get_by_role("dialog", name="Touches")).to_be_visible()
        await page.keyboard.press("Escape")
        await page.locator("a:visible", has_text="Refuser").click()
        await expect(page.get_by_role("dialog", name="Refuser ce document")).to_be_visible()
        assert await _state(service, first) == "captured", "the verdict is still on its way"
        await page.keyboard.press("Escape")
    await page.wait_for_url(f"**/backoffice/documents/{second}")
    await expect(page.locator("#desk-screen")).to_have_count(1)
    await expect(page.locator("[name=reference]")).to_have_value(TYPED)
    assert [await _state(service, each) for each in (first, second)] == ["validated", "captured"]


async def test_two_quick_keys_decide_one(page: Page, service: Service, service_resources: Resources) -> None:
    """Also where the answer comes sooner than anybody could have read what follows."""
    made = await _three(service, service_resources, 7)
    _, second, third = made.document_ids
    await _open(page, made)
    await page.keyboard.press("v")
    await page.wait_for_function("address => location.pathname.endsWith(address)", arg=str(second), polling="raf")
    await page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'v', code: 'KeyV', bubbles: true }))"
    )
    await page.wait_for_timeout(SEEN_MILLISECONDS)
    assert await _state(service, second) == "captured", "nobody has looked at it"
    await page.keyboard.press("v")
    await page.wait_for_url(f"**/backoffice/documents/{third}")


async def test_leaving_while_the_next_is_fetched_gives_it_back(
    page: Page, service: Service, service_resources: Resources
) -> None:
    await _leave_all(service.centre_id)
    await hand_over(service_resources, service.centre_id, people()[4])
    made = await hand_over(service_resources, service.centre_id, people()[8], types=("REV_PAIE",))
    await pages_made(service.centre_id)
    async with held(page, "**/arrival") as arrival:
        await page.goto(f"/backoffice/documents/{made.document_ids[0]}")
        await arrival.wait()
        assert await _held(service.centre_id) == 1
        await page.goto("/backoffice/queue")
    await _given_back(service.centre_id)


async def test_what_is_held_and_opened_in_a_second_tab_is_in_hand_at_the_first_key(
    page: Page, service: Service, service_resources: Resources
) -> None:
    await _leave_all(service.centre_id)
    await hand_over(service_resources, service.centre_id, people()[4])
    made = await hand_over(service_resources, service.centre_id, people()[9], types=("REV_PAIE",))
    await pages_made(service.centre_id)
    await _open(page, made)
    address = await page.evaluate("fetch(location.pathname + '/ahead', { method: 'POST' }).then((each) => each.text())")
    second = await page.context.new_page()
    await second.goto(re.search(r'rel="next" href="([^"]+)"', address)[1])  # type: ignore[index] # it is held
    assert await _held(service.centre_id) == 1
    async with second.expect_response("**/claim"):
        await second.keyboard.press("Shift")
    assert await _held(service.centre_id) == 0, "it is in hand"
    await second.close()


@pytest.mark.torture  # as by two quick keys; what is given back: as where the next is fetched
async def test_a_double_click_decides_one_and_leaving_gives_the_next_back(
    page: Page, service: Service, service_resources: Resources
) -> None:
    await _leave_all(service.centre_id)
    await hand_over(service_resources, service.centre_id, people()[4])
    made = await _three(service, service_resources, 3)
    _, second, third = made.document_ids
    await _open(page, made)
    await page.get_by_role("button", name="Classer").dblclick()
    await page.wait_for_url(f"**/backoffice/documents/{second}")
    assert await _state(service, second) == "captured", "nobody has looked at it"
    await page.wait_for_timeout(SEEN_MILLISECONDS)
    await page.keyboard.press("v")
    await page.wait_for_url(f"**/backoffice/documents/{third}")
    await page.locator("pages-ahead[data-done]").wait_for(state="attached")
    assert await _held(service.centre_id) == 1, "nothing is left of this deposit: the next is another's"
    await page.goto("/backoffice/queue")
    await _given_back(service.centre_id)


async def _leave_all(centre_id: UUID) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE deposits SET claimed_by = NULL, claimed_until = NULL")


async def _given_back(centre_id: UUID) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await _held(centre_id):  # noqa: ASYNC110 - the page or the service tells us no event
            await asyncio.sleep(0.1)


async def _held(centre_id: UUID) -> int:
    """Count what is held for a while only."""
    async with transaction(system(centre_id)) as tx:
        count: int = await tx.value("SELECT count(*) FROM deposits WHERE claimed_until < now() + interval '3 minutes'")
    return count
