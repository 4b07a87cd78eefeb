"""Keys in tests are pressed on a page that has come to life: before its scripts ran they would do nothing.

A word is seen before the scripts beside it run, and a test that saw it pressed sooner than any finger could.
"""

from typing import Any

from playwright.async_api import Keyboard, Page


class _Fingers:
    """The keyboard of a page, which waits until that is loaded."""

    def __init__(self, page: Page, keyboard: Keyboard) -> None:
        self._page = page
        self._keyboard = keyboard

    async def press(self, key: str, **more: Any) -> None:
        await self._page.wait_for_load_state()
        await self._keyboard.press(key, **more)

    async def type(self, text: str, **more: Any) -> None:
        await self._page.wait_for_load_state()
        await self._keyboard.type(text, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._keyboard, name)


def pytest_configure() -> None:
    """Give every page such a keyboard."""
    own = Page.keyboard.fget  # type: ignore[attr-defined]  # a property
    Page.keyboard = property(lambda page: _Fingers(page, own(page)))  # type: ignore[assignment, method-assign]
