"""Counts what a finger does: the touches that reach our pages, where they fall, over all pages of a tab."""

import json

from playwright.async_api import Page

_EAR = """addEventListener("pointerdown", ({ isTrusted, target }) => {
  if (!isTrusted) return;
  const before = JSON.parse(sessionStorage.getItem("taps") ?? "[]");
  const where = target instanceof Element && target.closest("page-viewfinder") ? "camera" : "page";
  sessionStorage.setItem("taps", JSON.stringify([...before, where]));
}, { capture: true });"""


async def count_taps(page: Page) -> None:
    """Count from the next page on."""
    await page.add_init_script(_EAR)


async def taps(page: Page) -> list[str]:
    """Return where each touch fell so far: on a page, or on the camera inside one."""
    told: list[str] = json.loads(await page.evaluate("sessionStorage.getItem('taps') ?? '[]'"))
    return told
