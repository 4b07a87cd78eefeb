"""The states of the page without a network."""

from tests.support.acts import keep_pages
from tests.support.screens import Screens


async def declare(screens: Screens) -> None:
    """Show it as it comes, and with pages that wait."""
    client = await screens.browser()
    await screens.show("offline", client, "/offline")
    await screens.show("offline-kept", client, "/offline", act=keep_pages)
