"""The states of the accessibility statement."""

from unittest.mock import patch

from tests.support.screens import Screens


async def declare(screens: Screens) -> None:
    """Show it with the ways to a person and without, and once people have read every translation."""
    client = await screens.browser()
    await screens.show("accessibility", client, "/accessibility")
    with screens.decided(accessibility_email="", accessibility_phone=""):
        await screens.show("accessibility-no-address", client, "/accessibility")
    with patch("web.accessibility.by_machine", return_value=False):
        await screens.show("accessibility-all-read", client, "/accessibility")
    with screens.decided(accessibility_email=""):
        await screens.show("accessibility-phone", client, "/accessibility")
    with screens.decided(accessibility_phone=""):
        await screens.show("accessibility-email", client, "/accessibility")
