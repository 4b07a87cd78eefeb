"""Identifies a beneficiary by file number and birth date, as often as the house allows."""

from datetime import date

from dossier.database.actor import Actor
from dossier.ids import read_number
from dossier.people.identify import Identified, identify
from web import attempts
from web.scope import Connection

IDENTIFY: attempts.What = "identify"


async def identified(connection: Connection, actor: Actor, number: str, birth_date: date) -> Identified:
    """Return whom a file number and a birth date belong to.

    Raises TooManyAttempts, NumberMistyped, NotIdentified.
    """
    account = read_number(number) or number  # one file is one account, with whatever dots and spaces it was typed
    await attempts.spend(connection, IDENTIFY, account)
    found = await identify(actor, number, birth_date)
    await attempts.forgive(connection, IDENTIFY, account)
    return found
