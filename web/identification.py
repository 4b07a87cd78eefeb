"""Identifies a beneficiary by file number and birth date, as often as the house allows."""

from datetime import date

from dossier.database.actor import Actor
from dossier.people.identify import Identified, identify
from web import attempts
from web.scope import Connection

IDENTIFY: attempts.What = "identify"


async def identified(connection: Connection, actor: Actor, number: str, birth_date: date) -> Identified:
    """Return whom a file number and a birth date belong to.

    Raises TooManyAttempts, NumberMistyped, NotIdentified.
    """
    await attempts.spend(connection, IDENTIFY, number)
    found = await identify(actor, number, birth_date)
    await attempts.forgive(connection, IDENTIFY, number)
    return found
