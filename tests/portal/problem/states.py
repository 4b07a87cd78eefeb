"""The states of a page that says what did not work."""

from uuid import uuid4

from tests.support.screens import Screens


async def declare(screens: Screens) -> None:
    """Show an address that leads nowhere, and what is another's."""
    client = await screens.browser()
    await screens.show("problem-nowhere", client, "/nowhere", status=404)
    await screens.show("problem-not-yours", client, f"/deposits/{uuid4()}", status=403)
