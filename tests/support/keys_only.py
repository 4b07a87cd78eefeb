"""A person without a pointer: goes by Tab, sees where they are, and hears a name for all that they can use."""

from dataclasses import dataclass

from playwright.async_api import CDPSession, Locator, Page, expect

STOPS_MAX = 80
_FOCUS = """() => {
  const at = document.activeElement;
  const shown = at.matches(".file input") ? at.closest(".file").querySelector(".button") : at;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  return {
    what: at.outerHTML.slice(0, 200),
    rings: at.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    seen,
  };
}"""
_USED = {
    "button",
    "link",
    "textbox",
    "checkbox",
    "radio",
    "combobox",
    "slider",
    "spinbutton",
    "menuitem",
    "switch",
    "tab",
}


@dataclass(slots=True)
class KeysOnly:
    """A page that is used by keyboard alone."""

    page: Page
    session: CDPSession

    @classmethod
    async def at(cls, page: Page) -> "KeysOnly":
        """Sit down at a page."""
        return cls(page, await page.context.new_cdp_session(page))

    async def hear(self) -> None:
        """Hold that all that can be used here has a name, and that one heading says where one is."""
        nodes = (await self.session.send("Accessibility.getFullAXTree"))["nodes"]
        told = [
            (node["role"]["value"], str(node.get("name", {}).get("value", "")).strip())
            for node in nodes
            if not node["ignored"] and "role" in node
        ]
        assert not [role for role, name in told if role in _USED and not name], self.page.url
        assert len(await self.page.locator("h1:visible").all()) == 1, self.page.url

    async def reach(self, wanted: Locator) -> None:
        """Go by Tab to an element, holding at each stop that one sees where one is."""
        await expect(wanted).to_be_visible()
        for _ in range(STOPS_MAX):
            if await wanted.evaluate("each => each === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
            at = await self.page.evaluate(_FOCUS)
            if not at["what"].startswith("<body"):
                assert at["rings"], f"no ring around {at['what']}"
                assert at["seen"], f"outside the screen: {at['what']}"
        raise AssertionError(f"{wanted} is not reached by Tab at {self.page.url}")

    async def press(self, wanted: Locator, key: str = "Enter") -> None:
        """Go to an element and press a key there."""
        await self.reach(wanted)
        await self.page.keyboard.press(key)

    async def type(self, wanted: Locator, text: str) -> None:
        """Go to a field and type."""
        await self.reach(wanted)
        await self.page.keyboard.type(text)
