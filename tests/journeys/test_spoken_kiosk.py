"""The kiosk by keys and ears alone: what it says is enough to hand a paper in and leave with a receipt."""

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, Playwright, expect
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from demo import accounts
from tests.journeys.test_kiosk import BORN, FINGERS_MS, MADE_MS, SAMIRA, paired_kiosk, pytestmark
from tests.support.at_work import accessible
from tests.support.photos import payslip_film
from tests.support.service import Service, browser_with

__all__ = ["pytestmark"]

HEAR = """addEventListener("said", ({ detail: { lang, text } }) => {
  sessionStorage.heard = JSON.stringify([...JSON.parse(sessionStorage.heard ?? "[]"), `${lang}: ${text}`]);
}, true);"""
"""Keeps what began to sound: an audio element that plays, not a word on the screen."""


BEGINS_MS = 5000
"""By then something sounds, if anything does, also on a busy machine."""
_ANYTHING = "() => JSON.parse(sessionStorage.heard ?? '[]').length > 0"
_HEARD = "words => JSON.parse(sessionStorage.heard ?? '[]').includes(words)"


class Ears:
    """Somebody who sees nothing: they press Tab until they hear what they want, and Enter."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def heard(self) -> list[str]:
        told: list[str] = await self.page.evaluate("JSON.parse(sessionStorage.heard ?? '[]')")
        return told

    async def wait_for(self, words: str, *, within_ms: float = 20_000) -> None:
        await self.page.wait_for_function(_HEARD, arg=words, timeout=within_ms)

    async def forget(self) -> None:
        await self.page.evaluate("sessionStorage.heard = '[]'")

    async def tab_to(self, words: str, presses: int = 30) -> None:
        """Press Tab until the words sound, listening a second after each that something sounds after."""
        for _ in range(presses):
            await self.forget()
            await self.page.keyboard.press("Tab")
            with suppress(PlaywrightTimeoutError):
                await self.page.wait_for_function(_ANYTHING, timeout=BEGINS_MS)
                await self.wait_for(words, within_ms=1000)
                return
        raise AssertionError(f"{words!r} was never heard")


@pytest_asyncio.fixture(loop_scope="session")
async def filming(playwright: Playwright, tmp_path: Path) -> AsyncIterator[Browser]:
    film = tmp_path / "payslip.y4m"
    film.write_bytes(payslip_film())
    async with browser_with(playwright, film) as browser:
        yield browser


async def test_a_paper_is_handed_in_by_keys_and_ears_alone(filming: Browser, service: Service) -> None:
    async with paired_kiosk(filming, service) as page:
        await page.evaluate(HEAR)
        await page.add_init_script(HEAR)
        ears, keys = Ears(page), page.keyboard
        await page.get_by_role("button", name="Écouter").focus()
        await keys.press("Enter")
        await ears.wait_for("fr: Donnez vos papiers ici")
        await ears.wait_for("nl: Geef hier uw papieren af")
        await accessible(page)

        await ears.tab_to("fr: Français")
        await keys.press("Enter")
        await ears.wait_for("fr: Qui êtes-vous ?")
        await ears.tab_to("fr: J’ai un numéro de dossier")
        await keys.press("Enter")
        await ears.wait_for("fr: Votre numéro de dossier")
        await ears.wait_for("fr: 8 chiffres")
        await keys.type(accounts.file_of(SAMIRA).replace("-", ""), delay=FINGERS_MS)
        await keys.press("Enter")
        await ears.wait_for("fr: Votre date de naissance")
        await keys.type(BORN, delay=FINGERS_MS)
        await keys.press("Enter")

        await ears.wait_for("fr: Posez votre papier")
        await ears.tab_to("fr: Prendre la photo")
        await keys.press("Enter")
        await ears.wait_for("fr: Cette page est bonne ?", within_ms=MADE_MS)
        await ears.tab_to("fr: Continuer")
        await keys.press("Enter")
        await ears.wait_for("fr: Quel est ce papier ?")
        await ears.tab_to("fr: Fiche de paie")
        await keys.press("Enter")
        await ears.wait_for("fr: C’est tout ?")
        await ears.wait_for("fr: papier")
        await ears.tab_to("fr: Envoyer")
        await keys.press("Enter")
        await ears.wait_for("fr: Prenez votre accusé de réception")
        said = await ears.heard()
        number = str(await page.locator(".slip-number").text_content())
        assert not any(number in each or SAMIRA.last_name in each for each in said)
        await ears.tab_to("fr: J’ai fini")
        await keys.press("Enter")

        await expect(page.locator(".attract")).to_be_visible()
        await expect(page.get_by_role("button", name="Écouter")).to_have_attribute("aria-pressed", "false")
        assert await ears.heard() == [], "the next person is not spoken to"
