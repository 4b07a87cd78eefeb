"""Identifies a beneficiary by file number and birth date, as often as the house allows."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from dossier.database.actor import Actor
from dossier.ids import read_number
from dossier.people.identify import Identified, NumberMistyped, identify
from web import attempts
from web.scope import Connection

IDENTIFY: attempts.What = "identify"


def _file_number(typed: str) -> str:
    number = read_number(typed)
    if number is None:
        raise NumberMistyped
    return number


@dataclass(frozen=True, kw_only=True)
class FileNumber:
    """The number on every letter of the centre, on a screen of its own."""

    number: Annotated[str, _file_number]


@dataclass(frozen=True, kw_only=True)
class BirthDate:
    """What must fit the number."""

    birth_date: date


async def identified(connection: Connection, actor: Actor, number: str, birth_date: date) -> Identified:
    """Return whom a file number and a birth date belong to.

    Raises TooManyAttempts, NumberMistyped, NotIdentified.
    """
    account = read_number(number) or number  # one file is one account, with whatever dots and spaces it was typed
    await attempts.spend(connection, IDENTIFY, account)
    found = await identify(actor, number, birth_date)
    await attempts.forgive(connection, IDENTIFY, account)
    return found
