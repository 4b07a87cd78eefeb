"""Folders in a browser: an invoice goes from the desk into one with a key, finance finds it, and adds one by hand."""

import re

import pytest
from playwright.async_api import Browser, FilePayload, expect

from dossier.resources import Resources
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import hand_over, pdf
from tests.support.desk import rows_of
from tests.support.service import Service

FOLDER = re.compile(r"/backoffice/folders/[0-9a-f-]{36}$")
MADE_MS = 30_000


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
async def test_an_invoice_goes_into_a_folder_of_finance(
    browser: Browser, service: Service, service_resources: Resources, width: int, height: int
) -> None:
    reference = f"FIN-{width}"
    made = await hand_over(service_resources, service.centre_id)
    (document_id,) = made.document_ids
    finance = await signed_in(browser, service, "marc.lambert", width=width, height=height)
    await finance.goto("/backoffice/folders")
    await accessible(finance)
    await finance.get_by_role("link", name="Commencer un dossier").click()
    await finance.get_by_label("Référence").fill(reference)
    await finance.get_by_label("De quoi s’agit-il").fill("Factures de fournisseurs")
    await accessible(finance)
    await finance.get_by_role("button", name="Commencer").click()
    await finance.wait_for_url(FOLDER)
    await accessible(finance)
    folder = finance.url

    agent = await signed_in(browser, service, "ines.moreau")
    await agent.goto(f"/backoffice/documents/{document_id}")
    await expect(agent.get_by_role("button", name="Classer")).to_be_visible()
    await agent.keyboard.press("a")
    dialog = agent.get_by_role("dialog", name="Pas une pièce sociale")
    await dialog.get_by_label("Dossier administratif").select_option(label=f"{reference} · Factures de fournisseurs")
    await accessible(agent)
    await dialog.get_by_role("button", name="Classer là").click()
    await expect(dialog.get_by_text("Choisissez ce que c’est")).to_be_visible()
    await dialog.get_by_label("Qu’est-ce que c’est").select_option(label="Facture d'achat")
    await dialog.get_by_label("Expéditeur").fill("NetClair")
    await dialog.get_by_role("button", name="Classer là").click()
    await expect(agent.get_by_text("Classé dans le dossier administratif.")).to_be_visible()
    assert (await rows_of(service.centre_id, document_id))["state"] == "in_folder"

    await finance.goto(folder)
    await finance.get_by_label("Nature, expéditeur").fill("netclair")
    await finance.get_by_role("button", name="Chercher").last.click()
    await finance.get_by_role("link", name="Facture d'achat").click()
    await expect(finance.get_by_text("Classé dans un dossier administratif")).to_be_visible()
    await accessible(finance)
    await finance.get_by_role("button", name="C’est une pièce sociale").click()
    await expect(finance.get_by_text("De retour dans la file.")).to_be_visible()
    assert (await rows_of(service.centre_id, document_id))["state"] == "captured"

    await finance.get_by_role("link", name="Ajouter un document").click()
    await accessible(finance)
    invoice = FilePayload(name="facture.pdf", mimeType="application/pdf", buffer=pdf("Facture"))
    await finance.get_by_label("Fichier").set_input_files(invoice)
    await finance.get_by_label("Qu’est-ce que c’est").select_option(label="Facture d'achat")
    await finance.get_by_role("button", name="Ajouter", exact=True).click()
    await finance.wait_for_url(FOLDER, timeout=MADE_MS)
    await expect(finance.get_by_role("row", name="Facture d'achat")).to_be_visible()
    await finance.get_by_role("button", name="Clôturer ce dossier").click()
    await expect(finance.get_by_text("Son délai court à partir d’aujourd’hui.")).to_be_visible()
    await accessible(finance)
    await agent.context.close()
    await finance.context.close()
