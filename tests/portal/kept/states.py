"""The states of what waits on the phone."""

from demo.people import people
from tests.support.acts import keep_anothers, keep_pages
from tests.support.deposits import pdf
from tests.support.screens import Screens

OWN = people()[8]


async def declare(screens: Screens) -> None:
    """Show nothing that waits, pages of whoever is known and is not, and those of another deposit."""
    stranger = await screens.browser()
    await screens.show("kept-none", stranger, "/kept")
    await screens.show("kept-who", stranger, "/kept", act=keep_anothers)
    await screens.show("kept-new", await screens.known(OWN), "/kept", act=keep_pages)
    begun, _, _ = await screens.begun(OWN, pdf("one"))
    await screens.show("kept-begun", begun, "/kept", act=keep_pages)
    await screens.show("kept-others", begun, "/kept", act=keep_anothers)
