"""What keeps somebody from using a screen: what axe finds, a width to be scrolled, targets that are too small."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

LEAST_PIXELS = 44
_AXE = Axe()
_ONLY = {"resultTypes": ["violations"]}
_SMALL = """(least) => {
  const within = (each) => each.closest("label") ?? each;
  const inText = (each) => each.matches("a") && getComputedStyle(each).display === "inline"
    && each.closest("p, li, dd, span, div")?.textContent.trim() !== each.textContent.trim();
  const parts = [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")];
  return parts
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && !inText(each))
    .map(within)
    .filter((each) => !each.matches(".visually-hidden, .skip-link"))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.width < least - 0.5 || box.height < least - 0.5))
    .map(([each, box]) => `${each.outerHTML.slice(0, 90)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
}"""
"""Names each target that is smaller; a link in the midst of a sentence is as high as its line (WCAG 2.2, 2.5.8)."""
_WIDER = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return [];
  const beyond = [...document.body.querySelectorAll("*")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 0.5 || box.left < -0.5);
  });
  return [`${wide} px too wide: ${beyond.slice(0, 3).map((each) => each.outerHTML.slice(0, 90)).join(" … ")}`];
}"""


async def barriers(page: Page) -> list[str]:
    """Return what is in the way on a page as it stands, each in a line."""
    found = await _AXE.run(page, options=_ONLY)
    told = [
        f"{each['id']}: {each['help']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
    return [*told, *await page.evaluate(_WIDER), *await page.evaluate(_SMALL, LEAST_PIXELS)]
