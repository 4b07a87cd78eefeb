"""Photographs every state of the portal, for the eyes of who changes it: `make states`, into var/states.

No test: pytest runs it where it is named.
"""

import os
from pathlib import Path
from typing import Literal, cast

from playwright.async_api import Browser

from tests.support.screens import Screens, visit

FOLDER = Path(__file__).parents[2] / "var" / "states"
PHONE = {"width": 360, "height": 740}
LANGUAGES = ("fr", "ar")
SETTLED_MS = 300
"""After the longest motion."""


async def test_pictures_of_every_state(portal: Screens, address: str, browser: Browser) -> None:
    """Take them; ONLY= names the beginning of those that are wanted, SCHEME= light or dark."""
    only, scheme = os.environ.get("ONLY", ""), os.environ.get("SCHEME", "light")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for state in portal.states.values():
            if not state.name.startswith(only):
                continue
            context = await browser.new_context(
                viewport=PHONE,  # type: ignore[arg-type]
                locale=language,
                color_scheme=cast("Literal['light', 'dark']", scheme),
                reduced_motion="reduce",
                service_workers="block",
            )
            page = await context.new_page()
            await visit(page, address, state, language)
            await page.wait_for_timeout(SETTLED_MS)
            height = await page.evaluate("document.documentElement.scrollHeight")
            await page.set_viewport_size({"width": PHONE["width"], "height": max(height, PHONE["height"])})
            await page.screenshot(path=FOLDER / f"{state.name}-{language}.png")
            await context.close()
