"""What keeps somebody from using a screen: what axe finds, a width to be scrolled, targets that are too small."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import BrowserContext, Page

LEAST_PIXELS = 44
_ONLY = {"resultTypes": ["violations"]}
_SMALL = """(least) => {
  const within = (each) => each.closest("label") ?? each;
  const standsAlone = (each) => {
    const [first, ...others] = each.getClientRects();
    if (!first || others.length) return false;
    const block = each.parentElement.closest("p, li, dd, dt, td, div, section, main, nav, footer, header, body");
    const text = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (text.nextNode()) {
      if (each.contains(text.currentNode) || !text.currentNode.textContent.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(text.currentNode);
      const beside = ({ top, bottom, width }) => width > 1 && top < first.bottom - 1 && bottom > first.top + 1;
      if (![...range.getClientRects()].some(beside)) continue;
      const own = text.currentNode.parentElement.closest("a[href], button, summary, .visually-hidden");
      if (!own) return false;
    }
    return true;
  };
  const inText = (each) => each.matches("a") && getComputedStyle(each).display === "inline" && !standsAlone(each);
  const parts = [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")];
  return parts
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && !inText(each))
    .map(within)
    .filter((each) => !each.matches(".visually-hidden, .skip-link"))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.width < least - 0.5 || box.height < least - 0.5))
    .map(([each, box]) => `${each.outerHTML.slice(0, 90)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
}"""
"""Names each target that is smaller; a link in the midst of a sentence is as high as its line (WCAG 2.2, 2.5.8).

Not one that has a line for itself, or shares it with other targets alone: a longer paragraph is no excuse for it.
"""
_WIDER = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return [];
  const beyond = [...document.body.querySelectorAll("*")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 0.5 || box.left < -0.5);
  });
  return [`${wide} px too wide: ${beyond.slice(0, 3).map((each) => each.outerHTML.slice(0, 90)).join(" … ")}`];
}"""


_LOOK = f"""async ([options, least]) => {{
  const {{ violations }} = await axe.run(options);
  const told = violations.flatMap(({{ id, help, nodes }}) =>
    nodes.map((node) => `${{id}}: ${{help}}: ${{node.html.slice(0, 120)}} ${{node.failureSummary.slice(0, 200)}}`));
  return [...told, ...({_WIDER})(), ...({_SMALL})(least)];
}}"""
"""In one go: what a browser and a test tell each other costs as much as the looking."""


async def bring_axe(context: BrowserContext) -> None:
    """Have each page of a context hold axe from its beginning."""
    await context.add_init_script(AXE_SCRIPT)


async def barriers(page: Page) -> list[str]:
    """Return what is in the way on a page, which holds axe, as it stands; each in a line."""
    told: list[str] = await page.evaluate(_LOOK, [_ONLY, LEAST_PIXELS])
    return told
