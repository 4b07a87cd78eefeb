"""Checks a file number and a birth date, as often as the house allows."""

from datetime import date

from dossier.people.identify import Identified, identify
from portal.visitor import Visitor
from web import attempts
from web.scope import AnyRequest

IDENTIFY: attempts.What = "identify"


async def check(request: AnyRequest, visitor: Visitor, number: str, birth_date: date) -> Identified:
    """Return whom a file number and a birth date belong to.

    Raises TooManyAttempts, NumberMistyped, NotIdentified.
    """
    await attempts.spend(request, IDENTIFY, number)
    found = await identify(visitor.actor, number, birth_date)
    await attempts.forgive(request, IDENTIFY, number)
    return found
