"""Photographs every state of the portal, for the eyes of who changes it: `make states`, into var/states.

`BEST=1` takes those that the design language shows, into docs/screenshots. No test: pytest runs it where it is named.
"""

import os
from pathlib import Path
from typing import Literal, cast

import pyvips
from playwright.async_api import Browser

from tests.support.screens import Screens, State, visit

ROOT = Path(__file__).parents[2]
FOLDER, SHOWN = ROOT / "var" / "states", ROOT / "docs" / "screenshots"
PHONE = {"width": 360, "height": 740}
LANGUAGES = ("fr", "ar")
SETTLED_MS = 300
"""After the longest motion."""
SEEN = """() => Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => {});
}))"""
"""Have every picture be there, also those below the first screen."""
Scheme = Literal["light", "dark"]
BEST: tuple[tuple[str, str, Scheme], ...] = (
    ("start", "fr", "light"),
    ("photo-camera", "fr", "light"),
    ("photo-sending", "ar", "light"),
    ("paper", "fr", "light"),
    ("type-chosen", "ar", "dark"),
    ("overview-faults", "fr", "light"),
    ("receipt", "fr", "dark"),
    ("asked-all-ways", "ar", "light"),
)
"""One screen of each step, in the order of a deposit."""
SPOKEN = LANGUAGES if os.environ.get("BEST") else tuple(os.environ.get("SPOKEN", "").split()) or LANGUAGES
QUALITY = 72
"""Of a WebP of a phone's first screen at twice its size: 20 to 75 KB."""


async def test_pictures(portal: Screens, address: str, browser: Browser) -> None:
    """Take them; ONLY= names the beginning of those that are wanted, SCHEME= light or dark, SPOKEN= fewer languages."""
    if os.environ.get("BEST"):
        for name, language, scheme in BEST:
            taken = await _taken(browser, address, portal.states[name], language, scheme, is_shown=True)
            shown = SHOWN / f"portal-{name}-{language}.webp"
            pyvips.Image.new_from_buffer(taken, "").webpsave(str(shown), Q=QUALITY, effort=6)
        return
    only, scheme = os.environ.get("ONLY", ""), cast("Scheme", os.environ.get("SCHEME") or "light")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in SPOKEN:
        for state in portal.states.values():
            if state.name.startswith(only):
                taken = await _taken(browser, address, state, language, scheme)
                (FOLDER / f"{state.name}-{language}.png").write_bytes(taken)


async def _taken(
    browser: Browser, address: str, state: State, language: str, scheme: Scheme, *, is_shown: bool = False
) -> bytes:
    """Photograph a state as PNG: the whole page at its size or, to be shown, its first screen at twice that."""
    context = await browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        device_scale_factor=2 if is_shown else 1,
        locale=language,
        color_scheme=scheme,
        reduced_motion="reduce",
        service_workers="block",
    )
    page = await context.new_page()
    await visit(page, address, state, language)
    await page.wait_for_timeout(SETTLED_MS)
    if not is_shown:
        height = await page.evaluate("document.documentElement.scrollHeight")
        await page.set_viewport_size({"width": PHONE["width"], "height": max(height, PHONE["height"])})
    await page.evaluate(SEEN)
    taken = await page.screenshot()
    await context.close()
    return taken
