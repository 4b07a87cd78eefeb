"""No declared state of the portal has a barrier: for axe, at 320 px without sideways scrolling, with targets of 44 px.

320 px is also what is left of 1280 at 400 % (WCAG 2.2, 1.4.10).
"""

import asyncio
from typing import Literal

import pytest
from playwright.async_api import Browser, BrowserContext, ViewportSize

from tests.support import branches
from tests.support.barriers import barriers, bring_axe
from tests.support.screens import Screens, visit

NARROW: ViewportSize = {"width": 320, "height": 640}
AT_ONCE = 2
EVERY = slice(None)
Scheme = Literal["light", "dark", "forced"]
SAMPLE: list[tuple[str, Scheme]] = [("fr", "light"), ("ar", "dark")]
"""What every run looks at, the states by turns: a visit costs a third of a second of two processors."""
ALL: list[tuple[str, Scheme]] = [
    *SAMPLE,
    ("fr", "dark"),
    ("fr", "forced"),
    ("nl", "light"),
    ("nl", "dark"),
    ("nl", "forced"),
    ("ar", "light"),
    ("ar", "forced"),
]


async def found(
    portal: Screens, address: str, browser: Browser, language: str, scheme: Scheme, turn: slice = EVERY
) -> dict[str, list[str]]:
    """Return the barriers of each state, of those whose turn it is, that has one."""
    looked_at = list(portal.states.values())[turn]
    waiting = sorted(looked_at, key=lambda state: state.act is None)  # those with an act at the end
    told: dict[str, list[str]] = {}

    async def look() -> None:
        context = await opened()
        page = await context.new_page()
        while waiting:
            state = waiting.pop()
            if state.act:  # whose traces no other state shall meet
                await context.close()
                context = await opened()
                page = await context.new_page()
            await visit(page, address, state, language)
            if seen := await barriers(page):
                told[state.name] = seen
        await context.close()

    async def opened() -> BrowserContext:
        context = await browser.new_context(
            viewport=NARROW,
            locale=language,
            color_scheme="dark" if scheme == "dark" else "light",
            forced_colors="active" if scheme == "forced" else "none",
            reduced_motion="reduce",
            service_workers="block",
        )
        await bring_axe(context)
        return context

    with branches.apart():  # what a browser asks for beside the states is none
        await asyncio.gather(*(look() for _ in range(AT_ONCE)))
    return told


@pytest.mark.parametrize(("language", "scheme"), SAMPLE)
async def test_no_state_has_a_barrier(
    portal: Screens, address: str, browser: Browser, language: str, scheme: Scheme
) -> None:
    turn = slice(SAMPLE.index((language, scheme)), None, len(SAMPLE))
    told = await found(portal, address, browser, language, scheme, turn)
    assert not told, "\n".join(f"{name}: {each}" for name, seen in sorted(told.items()) for each in seen)


@pytest.mark.torture  # nine times what every run looks at
@pytest.mark.parametrize(("language", "scheme"), ALL)
async def test_no_state_has_a_barrier_anywhere(
    portal: Screens, address: str, browser: Browser, language: str, scheme: Scheme
) -> None:
    told = await found(portal, address, browser, language, scheme)
    assert not told, "\n".join(f"{name}: {each}" for name, seen in sorted(told.items()) for each in seen)
