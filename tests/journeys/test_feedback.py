"""Feedback from a screen: the browser is asked for a picture, it is covered in part, and sent as it is seen."""

import pyvips
from playwright.async_api import Browser, expect

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.support.at_work import accessible, signed_in
from tests.support.service import Service

# The test's browser has no screen to photograph: a white one stands in for it, all else is as it is
SCREEN = """
navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 400 });
  const pen = canvas.getContext("2d");
  setInterval(() => { pen.fillStyle = "white"; pen.fillRect(0, 0, 640, 400); }, 50);
  return canvas.captureStream(20);
};
"""


async def test_without_a_screen_to_photograph_the_words_go_alone(browser: Browser, service: Service) -> None:
    page = await signed_in(browser, service, "nadia.benali")
    await page.goto("/backoffice/files")
    await page.get_by_role("link", name="Votre avis").click()
    dialog = page.get_by_role("dialog", name="Votre avis")
    await expect(dialog).to_contain_text("Olivier Marchal vous répond ici.")
    await accessible(page)
    await dialog.get_by_role("button", name="Photographier cet écran").click()
    await expect(dialog).to_contain_text("Aucune photo n’a été faite.")
    await dialog.get_by_label("Ce qui marche, ce qui ne marche pas").fill("Sans photo.")
    await dialog.get_by_role("button", name="Envoyer").click()
    await expect(dialog).to_contain_text("Envoyé.")
    await dialog.get_by_role("button", name="Fermer").click()
    await expect(dialog).to_be_hidden()
    assert page.url.endswith("/backoffice/files")
    await page.context.close()


async def test_what_is_covered_is_not_sent(browser: Browser, service: Service, service_resources: Resources) -> None:
    assert service_resources  # opens the database for what is asked of it below
    page = await signed_in(browser, service, "nadia.benali")
    await page.add_init_script(SCREEN)
    await page.goto("/backoffice/files")
    await page.get_by_role("link", name="Votre avis").click()
    dialog = page.get_by_role("dialog", name="Votre avis")
    await dialog.get_by_role("button", name="Photographier cet écran").click()
    picture = dialog.get_by_role("img", name="La photo telle qu’elle part")
    await expect(picture).to_be_visible()
    await accessible(page)
    await picture.scroll_into_view_if_needed()
    box = await picture.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2
    await page.mouse.move(box["x"], box["y"] + 1)
    await page.mouse.down()
    await page.mouse.move(middle, box["y"] + box["height"] - 1)
    await page.mouse.up()
    await dialog.get_by_label("Ce qui marche, ce qui ne marche pas").fill("Avec une photo.")
    await dialog.get_by_role("button", name="Envoyer").click()
    await expect(dialog).to_contain_text("Envoyé.")
    async with transaction(system(service.centre_id)) as tx:
        data = await tx.value(
            """SELECT p.picture FROM feedback_pictures p JOIN feedback f ON f.id = p.feedback_id
               WHERE f.said = 'Avec une photo.'"""
        )
    sent = pyvips.Image.new_from_buffer(data, "")
    assert (sent.width, sent.height) == (640, 400)
    assert max(sent.crop(20, 40, 260, 320).avg(), 255 - sent.crop(360, 40, 260, 320).avg()) < 10
    await page.context.close()
