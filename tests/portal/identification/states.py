"""The states of saying who one is."""

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor
from dossier.people.identify import identify
from dossier.people.letters import link_token
from tests.portal.house import who
from tests.support.screens import Screens

OWN = people()[0]
NOBODY = {**who(OWN), "birth_date_year": "1901"}


async def declare(screens: Screens) -> None:
    """Show each of the three ways as it is asked, with fields that are wrong, and with nobody found."""
    client = await screens.browser()
    number = "/identification"
    await screens.show("number", client, number)
    await screens.show("number-wrong", client, number, form={"birth_date_day": "31"}, status=422)
    await screens.show("number-unknown", client, number, form=NOBODY, status=422)
    contact = "/identification/contact"
    await screens.show("contact", client, contact)
    await screens.show("contact-wrong", client, contact, form={"name": "Ann"}, status=422)
    actor = Actor(centre_id=screens.centre_id, kind="depositor", place="portal")
    found = await identify(actor, accounts.file_of(OWN), OWN.birth_date)
    link = f"/l/{link_token(found.social_file_id)}"
    await screens.show("link", client, link)
    await screens.show("link-unknown", client, link, form=NOBODY, status=422)
