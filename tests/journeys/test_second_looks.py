"""A second look by keyboard: what one reads first, then what was filed, and one key; the rates beside."""

import re
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, expect

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from dossier.second_looks.settle import settle_second_look
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import staff
from tests.support.desk import filed
from tests.support.often import often
from tests.support.second_looks import drawing, look_rows
from tests.support.service import Service

PERSON = people()[0]
LOOK = re.compile(r"/backoffice/second-looks/[0-9a-f-]{36}")


async def drawn_now(service: Service, resources: Resources) -> UUID:
    """File a document and draw it, as if its undo time were over."""
    document_id = await filed(resources, await staff(service.centre_id, "ines.moreau"), "REV_PAIE", PERSON)
    await settle_second_look(system(service.centre_id), document_id, drawing(resources).settings)
    async with transaction(system(service.centre_id)) as tx:
        await tx.run("UPDATE second_looks SET looks_from = now() WHERE document_id = $1", document_id)
    return document_id


async def _chosen(page: Page, key: str, words: str) -> None:
    """Choose what a few letters find, by keys alone."""
    await page.keyboard.press(key)
    await page.keyboard.type(words)
    await expect(page.get_by_role("option").first).to_contain_text(re.compile(words, re.IGNORECASE))
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")


@pytest.mark.parametrize("said", often(["in_order", "wrong"], "wrong"))
async def test_a_look_is_given_by_keyboard(
    browser: Browser, service: Service, service_resources: Resources, said: str
) -> None:
    document_id = await drawn_now(service, service_resources)
    page = await signed_in(browser, service, "nadia.benali")
    await page.goto("/backoffice/second-looks")
    await accessible(page)
    await page.keyboard.press("Enter")
    await page.wait_for_url(LOOK)
    await expect(page.get_by_role("heading", name="Que lisez-vous")).to_be_visible()
    await expect(page.get_by_text(PERSON.last_name)).to_have_count(0)
    await accessible(page)
    await _chosen(page, "t", "fiche de paie" if said == "in_order" else "bail")
    await _chosen(page, "b", f"{PERSON.last_name} {PERSON.first_name}")
    await page.keyboard.press("v")
    await expect(page.get_by_role("heading", name="Tel que classé")).to_be_visible()
    await accessible(page)
    if said == "wrong":
        await expect(page.get_by_text("Vous lisez autre chose")).to_be_visible()
        await page.get_by_role("radio", name="comme vous l’avez lu").check()
        await page.keyboard.press("r")
        await expect(page.get_by_text("Corrigé. C’est compté")).to_be_visible()
    else:
        await page.keyboard.press("v")
        await expect(page.get_by_text("En ordre. Voici le suivant")).to_be_visible()
    (row,) = await look_rows(service.centre_id, document_id)
    assert row["state"] == said
    await page.context.close()


async def test_the_rates_are_read_by_who_manages(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    await drawn_now(service, service_resources)
    page = await signed_in(browser, service, "anne.dewit")
    await page.get_by_role("link", name="Taux d’erreur").click()
    await expect(page.get_by_role("table", name="Par circuit")).to_be_visible()
    await accessible(page)
    await page.context.close()
