"""A scanner that types as a keyboard, and a person who types: real keys in a browser, of any two layouts.

What stands on the keys is xkeyboard-config's (2.35), not the kiosk's own table.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession, Page

_PLACES = (
    "Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal "
    "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight "
    "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash "
    "IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash"
)
PLACES = _PLACES.split()
"""`KeyboardEvent.code` of the keys, row by row."""
DEAD = "†"
"""An accent that waits for its letter."""
LAYOUTS = {  # QWERTY, AZERTY and QWERTZ, two of each: without Shift, with it
    "us": ("`1234567890-=qwertyuiop[]asdfghjkl;'\\<zxcvbnm,./", '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>?'),
    "gb": ("`1234567890-=qwertyuiop[]asdfghjkl;'#\\zxcvbnm,./", '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~|ZXCVBNM<>?'),
    "be": ("²&é\"'(§è!çà)-azertyuiop†$qsdfghjklmùµ<wxcvbn,;:=", "³1234567890°_AZERTYUIOP†*QSDFGHJKLM%£>WXCVBN?./+"),
    "fr": ("²&é\"'(-è_çà)=azertyuiop†$qsdfghjklmù*<wxcvbn,;:!", "~1234567890°+AZERTYUIOP†£QSDFGHJKLM%µ>WXCVBN?./§"),
    "de": ("†1234567890ß†qwertzuiopü+asdfghjklöä#<yxcvbnm,.-", "°!\"§$%&/()=?†QWERTZUIOPÜ*ASDFGHJKLÖÄ'>YXCVBNM;:_"),
    "ch": ("§1234567890'†qwertzuiopü†asdfghjklöä$<yxcvbnm,.-", '°+"*ç%&/()=?†QWERTZUIOPè!ASDFGHJKLéà£>YXCVBNM;:_'),
}

_SHIFT = 8  # as the protocol counts modifiers
_NUMBERS = {"Enter": 13, "Tab": 9, "Shift": 16, "Backspace": 8}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key that is pressed by its place, and what the machine's layout says that it types."""

    code: str
    key: str
    shift: bool = False
    repeats: bool = False


def strokes(text: str, typed_by: str, machine: str) -> list[Stroke]:
    """Return the keys by which one layout types a text, as a machine of another layout understands them."""
    return [_stroke(each, LAYOUTS[typed_by], LAYOUTS[machine]) for each in text]


def _stroke(character: str, typed_by: tuple[str, str], machine: tuple[str, str]) -> Stroke:
    shift = character not in typed_by[0]
    place = typed_by[shift].index(character)
    key = machine[shift][place]
    return Stroke(PLACES[place], "Dead" if key == DEAD else key, shift)


ENTER, TAB = Stroke("Enter", "Enter"), Stroke("Tab", "Tab")


_FINGERS_MS = 60
"""Keys that all follow each other sooner than this are a scan."""
_APART_SECONDS = 0.1
"""So long after the last key of a scan the first of another or of a person's follows."""


@dataclass(slots=True)
class Keyboard:
    """The keyboard of a page."""

    page: Page
    wire: CDPSession
    scanned_at: float = 0.0  # seconds since the epoch, at which the last key of a scan went down

    async def press(
        self, pressed: Sequence[Stroke], gaps_ms: Iterable[float], late_ms: float = 0, stalls_ms: float = 0
    ) -> None:
        """Press keys, each so long after the one before it; the last just now, where the page is old enough for that.

        The moments are told to the browser, so that they hold on a machine that is busy with other things. What was
        before the page began, it would take for one moment. late_ms: the browser hears of each key so much later, and
        of the second half another half of that. stalls_ms: it hears of the second half alone so much later.
        """
        gaps = [gap for gap, _ in zip(gaps_ms, pressed, strict=False)]
        age_ms = float(await self.page.evaluate("performance.now()"))
        before = min(sum(gaps[1:]) + late_ms, age_ms * 0.9) / 1000
        await asyncio.sleep(max(0.0, self.scanned_at + _APART_SECONDS + before - time.time()))
        moment = time.time() - before
        sent: list[dict[str, Any]] = []
        for place, (stroke, gap) in enumerate(zip(pressed, gaps, strict=True)):
            moment += gap / 1000 if place else 0
            sent += _messages(stroke, moment)
        if max(gaps[1:], default=_FINGERS_MS) < _FINGERS_MS:
            self.scanned_at = moment
        half = len(sent) // 2 if late_ms or stalls_ms else len(sent)
        await self._send(sent[:half])
        await asyncio.sleep(max(late_ms / 2, stalls_ms) / 1000)
        await self._send(sent[half:])

    async def _send(self, messages: list[dict[str, Any]]) -> None:
        await asyncio.gather(*(self.wire.send("Input.dispatchKeyEvent", each) for each in messages))

    async def scan(
        self, text: str, scanner: str = "us", machine: str = "us", gap_ms: float = 3, end: Sequence[Stroke] = (ENTER,)
    ) -> None:
        """Type a code as a scanner does."""
        pressed = [*strokes(text, scanner, machine), *end]
        await self.press(pressed, [gap_ms] * len(pressed))


@asynccontextmanager
async def keyboard_of(page: Page) -> AsyncIterator[Keyboard]:
    """Lend the keyboard of a page."""
    wire = await page.context.new_cdp_session(page)
    yield Keyboard(page, wire)
    await wire.detach()


def _messages(stroke: Stroke, moment: float) -> list[dict[str, Any]]:
    """Return what the protocol is told of one key: Shift goes down and up again with each, as scanners do it."""
    held = _SHIFT if stroke.shift else 0
    down = {"type": "keyDown", "code": stroke.code, "key": stroke.key, "modifiers": held, "timestamp": moment}
    if len(stroke.key) == 1:
        down["text"] = stroke.key
    elif stroke.key == "Enter":
        down["text"] = "\r"
    if number := _NUMBERS.get(stroke.key):
        down["windowsVirtualKeyCode"] = number
    if stroke.repeats:
        return [{**down, "autoRepeat": True}]
    up = {"type": "keyUp", "code": stroke.code, "key": stroke.key, "modifiers": held, "timestamp": moment}
    if not stroke.shift:
        return [down, up]
    shift = {"code": "ShiftLeft", "key": "Shift", "windowsVirtualKeyCode": _NUMBERS["Shift"], "timestamp": moment}
    return [{**shift, "type": "rawKeyDown", "modifiers": _SHIFT}, down, up, {**shift, "type": "keyUp", "modifiers": 0}]
