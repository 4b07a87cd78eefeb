"""The desk's routine by keyboard: what is suggested is filed with two keys, what was wrong is taken back with one."""

import re
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, expect

from demo.people import people
from dossier.resources import Resources
from tests.support.all_done import all_done
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import hand_over, staff
from tests.support.desk import rows_of
from tests.support.often import often
from tests.support.requests import ask_for
from tests.support.service import Service

PERSON = people()[0]
DESK = re.compile(r"/backoffice/documents/[0-9a-f-]{36}")


async def _at_desk(page: Page, document_id: UUID) -> None:
    await page.goto(f"/backoffice/documents/{document_id}")
    await expect(page.get_by_role("button", name="Classer")).to_be_visible()


async def _pressed(page: Page, *keys: str) -> None:
    for each in keys:
        await page.keyboard.press(each)


@pytest.mark.parametrize("said", often(["REV_PAIE", None], None))
async def test_a_routine_item_takes_two_keys_at_most_and_one_to_take_back(
    browser: Browser, service: Service, service_resources: Resources, said: str | None
) -> None:
    """What the depositor said is filed with one key; what was asked of a person, with two."""
    if said is None:
        await ask_for(await staff(service.centre_id, "nadia.benali"), PERSON, "LOG_BAIL")
    made = await hand_over(service_resources, service.centre_id, PERSON, types=(said,))
    (document_id,) = made.document_ids
    page = await signed_in(browser, service, "ines.moreau")
    await _at_desk(page, document_id)
    before = await rows_of(service.centre_id, document_id)
    await accessible(page)
    if said is None:
        await page.keyboard.press("1")
        await expect(page.get_by_role("combobox", name="Qu’est-ce que c’est")).to_have_value(re.compile("bail"))
    await page.keyboard.press("v")
    await expect(page.get_by_text("Classé.")).to_be_visible()
    assert (await rows_of(service.centre_id, document_id))["state"] == "validated"
    await page.keyboard.press("Backspace")
    await expect(page.get_by_text("Tout est comme avant")).to_be_visible()
    await expect(page.get_by_role("button", name="Classer")).to_be_visible()
    assert (await rows_of(service.centre_id, document_id))["state"] == before["state"]
    await page.keyboard.press("h")
    await page.wait_for_url("**/backoffice/acts?document=*")
    await expect(page.get_by_role("cell", name="annulé").first).to_be_visible()
    await accessible(page)
    await page.context.close()


async def test_a_document_is_sent_on_moved_and_the_register_knows(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    made = await hand_over(service_resources, service.centre_id, PERSON, types=("REV_PAIE",))
    (document_id,) = made.document_ids
    page = await signed_in(browser, service, "ines.moreau")
    await _at_desk(page, document_id)
    await page.keyboard.press("g")
    dialog = page.get_by_role("dialog", name="Envoyer ce document")
    await expect(dialog).to_be_visible()
    await accessible(page)
    await dialog.get_by_label("À un service ou un collègue").select_option("AS:nadia.benali")
    await dialog.get_by_label("Un mot d’accompagnement").fill("Est-ce pour toi ?")
    await dialog.get_by_role("button", name="Envoyer").click()
    await expect(page.get_by_text("Envoyé.")).to_be_visible()
    await accessible(page)
    await page.goto("/backoffice/queue")
    await expect(page.locator(f"tr:has(#row-{document_id})")).to_contain_text("pour Nadia Benali")
    await accessible(page)
    await page.locator(f"#row-{document_id}").click()
    await expect(page.get_by_text("Inès Moreau a envoyé ceci à Nadia Benali")).to_be_visible()
    await expect(page.get_by_role("button", name="Prendre ce dépôt")).to_be_visible()
    await accessible(page)
    assert (await rows_of(service.centre_id, document_id))["deposit"]["claimed_by"] is None, "it is not theirs to take"
    await page.context.close()

    page = await signed_in(browser, service, "nadia.benali")
    await _at_desk(page, document_id)
    await expect(page.get_by_text("Inès Moreau vous a envoyé ceci")).to_be_visible()
    await page.locator("summary").filter(has_text="confidentialité").click()
    await page.get_by_label("Expéditeur").fill("ACME")
    await accessible(page)
    await page.get_by_role("button", name="Classer").click()
    await expect(page.get_by_text("Classé.")).to_be_visible()
    await accessible(page)
    await page.context.close()
    await all_done(service_resources, service.centre_id)

    page = await signed_in(browser, service, "wim.claes")
    await page.goto(f"/backoffice/documents/{document_id}")
    await accessible(page)
    await page.context.close()
    page = await signed_in(browser, service, "olivier.marchal")
    await page.goto(f"/backoffice/documents/{document_id}")
    await accessible(page)
    await page.get_by_role("link", name="Est-il dans le mauvais dossier").click()
    await accessible(page)
    who = page.get_by_role("combobox", name="Qui est-ce que cela concerne")
    await who.fill("de kuyper jan")  # heard on the telephone
    await expect(page.get_by_role("option").first).to_contain_text("De Cuyper Jan")
    await page.keyboard.press("Enter")
    await page.get_by_label("Comment est-il arrivé").fill("Deux dépôts mêlés")
    await page.get_by_role("button", name="Le déplacer").click()
    await expect(page.get_by_text("registre des violations")).to_be_visible()
    await accessible(page)
    await page.context.close()

    page = await signed_in(browser, service, "anne.dewit")
    await page.goto("/backoffice/breaches")
    await expect(page.get_by_text("Wim Claes")).to_be_visible()
    await accessible(page)
    await page.get_by_label("Pourquoi").fill("Même service, secret professionnel")
    await page.get_by_role("button", name="Sans risque").click()
    await expect(page.get_by_text("Même service").first).to_be_visible()
    await accessible(page)
    await page.context.close()
