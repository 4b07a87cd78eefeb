"""Pictures as a browser shows them."""

from playwright.async_api import Locator, expect


async def shape(image: Locator, *, loaded_in_ms: float = 20_000) -> float:
    """Return a picture's width over its height, once it has loaded: before, it has neither, and one that broke is none.

    Raises AssertionError when it does not load in time.
    """
    await expect(image).not_to_have_js_property("naturalWidth", 0, timeout=loaded_in_ms)
    await expect(image).to_have_js_property("complete", value=True, timeout=loaded_in_ms)
    return float(await image.evaluate("image => image.naturalWidth / image.naturalHeight"))
