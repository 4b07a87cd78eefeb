"""A SPOC and an administrator at the thesaurus, in a real browser: found by letters, changed by keys, decided."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from dossier.resources import Resources
from dossier.thesaurus.tree import term
from tests.support.at_work import accessible, signed_in
from tests.support.often import often
from tests.support.service import Service
from tests.support.terms import member

SPOC, ADMINISTRATOR = "olivier.marchal", "rachid.lahlou"
HOME = "/backoffice/thesaurus"
TREE = re.compile(rf"{HOME}$")


async def test_a_term_is_changed_by_keys_decided_by_another_and_undone(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    del service_resources
    spoc = await signed_in(browser, service, SPOC)
    await spoc.get_by_role("link", name="Thésaurus").click()
    await spoc.wait_for_url(TREE)
    await accessible(spoc)
    await spoc.keyboard.press("f")
    await spoc.keyboard.type("loonf")  # Dutch letters find it, as they are typed
    await expect(spoc.get_by_role("link", name="Contrat de bail (et enregistrement)")).to_be_hidden()
    await expect(spoc.get_by_role("link", name="Fiche de paie", exact=True)).to_be_visible()
    await accessible(spoc)
    await spoc.keyboard.press("Escape")
    await spoc.keyboard.press("j")
    await spoc.keyboard.press("Enter")
    await expect(spoc.get_by_role("heading", name="Fiche de paie")).to_be_visible()
    await expect(spoc.get_by_text("Ne demandez pas ceci au citoyen.")).to_be_visible()
    await accessible(spoc)

    await spoc.keyboard.press("e")
    await expect(spoc.get_by_label("Nom en français")).to_have_value("Fiche de paie")
    await accessible(spoc)
    await spoc.get_by_label("Nom en français").fill("Fiche de salaire")
    await spoc.get_by_role("group", name="Règle 1").get_by_label("Urgence").select_option("4")
    await spoc.get_by_role("button", name="Aperçu").click()
    changes = spoc.get_by_role("table", name="Ce qui change")
    await expect(changes.get_by_role("row", name="Nom en français")).to_contain_text("Fiche de salaire")
    await expect(spoc.get_by_text("Avertis autrement")).to_be_visible()
    await accessible(spoc)
    await spoc.get_by_label("Pourquoi").fill("On dit salaire.")
    await spoc.get_by_role("button", name="Proposer", exact=True).click()
    await expect(spoc.get_by_text("Proposé. Une autre personne en décide.")).to_be_visible()
    await expect(spoc.get_by_role("button", name="Approuver")).to_have_count(0)
    await accessible(spoc)

    administrator = await signed_in(browser, service, ADMINISTRATOR)
    await administrator.goto(HOME)
    await administrator.keyboard.press("p")
    await expect(administrator.get_by_text("à vous de décider").first).to_be_visible()
    await accessible(administrator)
    await administrator.keyboard.press("j")
    await administrator.keyboard.press("Enter")
    await expect(administrator.get_by_text("On dit salaire.")).to_be_visible()
    await accessible(administrator)
    await administrator.keyboard.press("v")
    await expect(administrator.get_by_text("Approuvé.")).to_be_visible()

    await spoc.goto(f"{HOME}/terms/REV_PAIE")
    await expect(spoc.get_by_role("heading", name="Fiche de salaire")).to_be_visible()
    await accessible(spoc)
    await spoc.get_by_role("link", name="La proposer à nouveau").click()
    await expect(spoc.get_by_label("Nom en français")).to_have_value("Fiche de paie")
    await spoc.get_by_role("button", name="Aperçu").click()
    await spoc.get_by_role("button", name="Proposer", exact=True).click()
    await spoc.get_by_role("button", name="Retirer la proposition").click()
    await expect(spoc.get_by_text("Proposition retirée.")).to_be_visible()
    reader = await member(service.centre_id, SPOC)
    assert [each.state for each in (await term(reader, "REV_PAIE")).proposals] == ["withdrawn", "approved"]
    for page in (spoc, administrator):
        await page.context.close()


@pytest.mark.torture  # by forms: tests/backoffice/thesaurus
async def test_a_thesaurus_is_brought_in_and_approved_without_javascript(
    browser: Browser, service: Service, service_resources: Resources, tmp_path: Path
) -> None:
    del service_resources
    spoc = await signed_in(browser, service, "sofie.devos", script=False, locale="nl-BE")
    await spoc.goto(f"{HOME}/exchange")
    async with spoc.expect_download() as waiting:
        await spoc.get_by_role("link", name="Blad (CSV)").click()
    file = tmp_path / "thesaurus.csv"
    await (await waiting.value).save_as(file)
    file.write_text(file.read_text().replace("Familievonnis", "Vonnis van de familierechtbank"))
    await spoc.get_by_label("Bestand").set_input_files(file)
    await spoc.get_by_role("button", name="Voorbeeld").click()
    await spoc.get_by_text("Vonnis van de familierechtbank").first.click()
    await expect(spoc.get_by_role("row", name="Naam in het Nederlands")).to_be_visible()
    await spoc.get_by_role("button", name="Voorstellen").click()
    await expect(spoc.get_by_text("Voorgesteld. Iemand anders beslist erover.")).to_be_visible()
    administrator = await signed_in(browser, service, ADMINISTRATOR, script=False)
    await administrator.goto(f"{HOME}/proposals")
    await administrator.get_by_role("link", name="Jugement familial").click()
    await administrator.get_by_role("button", name="Approuver").click()
    await expect(administrator.get_by_text("Approuvé.")).to_be_visible()
    await administrator.goto(HOME)
    await administrator.get_by_label("Chercher un terme").fill("familierechtbank")
    await administrator.get_by_role("button", name="Chercher").click()
    await expect(administrator.get_by_role("link", name="Jugement familial")).to_be_visible()
    await expect(administrator.get_by_role("link", name="Fiche de paie")).to_have_count(0)
    for page in (spoc, administrator):
        await page.context.close()


@pytest.mark.parametrize("width", often([360, 1280], 360))
async def test_every_screen_of_the_thesaurus_is_accessible_at_each_width(
    browser: Browser, service: Service, service_resources: Resources, width: int
) -> None:
    del service_resources
    page = await signed_in(browser, service, ADMINISTRATOR)
    await page.set_viewport_size({"width": width, "height": 740})
    for path in (
        "",
        "/terms/JUR_JUGT",
        "/terms/JUR_JUGT/edition",
        "/terms/JUR_JUGT/ending",
        "/terms/JUR_JUGT/example",
        "/new",
        "/categories",
        "/exchange",
        "/inventory",
        "/proposals",
    ):
        await page.goto(f"{HOME}{path}")
        await accessible(page)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} px wide"
    await page.context.close()
