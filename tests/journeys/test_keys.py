"""Keys of one's own in a browser: V becomes another key, which then files; a clash is told; as they were."""

import pytest
from playwright.async_api import Browser, Route, expect

from demo.people import people
from dossier.resources import Resources
from tests.journeys.test_profile import _at_desk
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import hand_over
from tests.support.desk import rows_of
from tests.support.often import often
from tests.support.service import Service


async def test_a_key_is_changed_files_and_the_old_one_is_dead(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    made = await hand_over(service_resources, service.centre_id, people()[0], types=("REV_PAIE",))
    (document_id,) = made.document_ids
    page = await signed_in(browser, service, "ines.moreau")
    await _at_desk(page, document_id)
    await page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Touches")
    await expect(dialog).to_be_visible()
    await accessible(page)
    await dialog.get_by_label("Classer, ou confirmer").press("r")
    await dialog.get_by_role("button", name="Garder les touches").click()
    await expect(page.get_by_text("« Refuser » a déjà cette touche")).to_be_visible()
    await accessible(page)
    await page.get_by_label("Classer, ou confirmer").press("y")
    await page.get_by_label("Classer, ou confirmer").press("Enter")
    await expect(page.get_by_text("Gardé. Ces touches sont les vôtres")).to_be_visible()
    await _at_desk(page, document_id)
    await expect(page.get_by_role("button", name="Classer").locator("kbd")).to_have_text("Y")
    await page.keyboard.press("v")
    await page.wait_for_timeout(300)  # nothing is to come
    assert (await rows_of(service.centre_id, document_id))["state"] == "captured"
    await page.keyboard.press("y")
    await expect(page.get_by_text("Classé.")).to_be_visible()
    assert (await rows_of(service.centre_id, document_id))["state"] == "validated"
    await page.goto("/backoffice/keys")
    await page.get_by_role("region", name="Bureau").get_by_role("button", name="Comme avant").click()
    await expect(page.get_by_text("Gardé. Ces touches sont les vôtres")).to_be_visible()
    await expect(page.get_by_role("region", name="Bureau").get_by_label("Classer, ou confirmer")).to_have_value("V")
    await page.context.close()


async def test_the_queue_has_its_own_keys_and_none_where_they_are_off(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    await hand_over(service_resources, service.centre_id, people()[0], types=("REV_PAIE",))
    page = await signed_in(browser, service, "ines.moreau")
    await page.goto("/backoffice/queue")
    await page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Ligne suivante").press("w")
    await dialog.get_by_role("button", name="Garder les touches").click()
    await expect(page.locator(".flash")).to_be_visible()
    await page.keyboard.press("j")
    await expect(page.locator("[data-row]:focus")).to_have_count(0)
    await page.keyboard.press("w")
    await expect(page.locator("[data-row]:focus")).to_have_count(1)
    await page.keyboard.press("?")
    await dialog.get_by_label("Utiliser ces touches").uncheck()
    await dialog.get_by_role("button", name="Garder les touches").click()
    await expect(page.get_by_text("Les touches sont coupées")).to_be_visible()
    await page.keyboard.press("w")
    await page.keyboard.press("?")
    await expect(page.locator("[data-row]:focus")).to_have_count(0)
    await expect(dialog).to_have_count(0)
    await page.context.close()


@pytest.mark.parametrize("lost", often([True, False], True), ids=["no answer", "an error"])
async def test_a_form_that_does_not_come_into_its_dialog_has_a_page(
    browser: Browser, service: Service, service_resources: Resources, lost: bool
) -> None:
    made = await hand_over(service_resources, service.centre_id, people()[0], types=("REV_PAIE",))
    page = await signed_in(browser, service, "ines.moreau")
    await _at_desk(page, made.document_ids[0])

    async def fail(route: Route) -> None:
        if "hx-request" not in route.request.headers:
            await route.continue_()
        elif lost:
            await route.abort()
        else:
            await route.fulfill(status=503, body="")

    await page.route("**/refusal", fail)
    await page.get_by_role("link", name="Refuser").click()
    await page.wait_for_url("**/refusal")
    await expect(page.get_by_role("heading", name="Refuser ce document")).to_be_visible()
    await expect(page.locator("input[name=reason_id]").first).to_be_visible()
    await page.context.close()
