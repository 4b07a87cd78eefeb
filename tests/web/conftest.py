"""A staff member who can sign in."""

import pytest

from demo.people import DATA
from dossier.database.actor import Actor
from dossier.people.import_ import import_staff
from dossier.people.staff import Staff, set_password, sign_in

PASSWORD = "a password of the tests"


@pytest.fixture
async def wim(actor: Actor) -> Staff:
    """Import the demo's staff; return one social worker, who speaks Dutch."""
    await import_staff(DATA / "staff.csv", actor)
    await set_password(actor, "wim.claes", PASSWORD)
    return await sign_in(actor.centre_id, "wim.claes", PASSWORD)
