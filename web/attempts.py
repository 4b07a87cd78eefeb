"""Slows down whoever guesses passwords and birth dates: so many attempts for one account and from one address."""

from typing import Literal

from dossier.database import attempts
from web.clients import client_address, network_of
from web.later import Later
from web.scope import Connection, settings_of

What = Literal["sign_in", "identify", "help", "client"]

_ADDRESS_FACTOR = 5  # many people share one address: a waiting room, a telephone network


class TooManyAttempts(Later):
    """That was tried too often. Try again {until}, or ask at the counter."""


async def spend(connection: Connection, what: What, account: str) -> None:
    """Count one attempt at an account (a login, a file number), before it is checked.

    Raises TooManyAttempts where the account's or the address's window is full.
    """
    settings = settings_of(connection)
    most: int = getattr(settings, f"{what}_attempts_max")
    for key, limit in zip(_keys(connection, what, account), (most, most * _ADDRESS_FACTOR), strict=True):
        counted = await attempts.count(key, settings.attempt_window_seconds)
        if counted.count > limit:
            raise TooManyAttempts(until=counted.until)


async def forgive(connection: Connection, what: What, account: str) -> None:
    """Forget an account's attempts after a good one, and give that one back to the address."""
    account_key, address_key = _keys(connection, what, account)
    await attempts.forget(account_key)
    await attempts.give_back(address_key)


def _keys(connection: Connection, what: What, account: str) -> tuple[str, str]:
    folded = account.strip().casefold()
    return f"{what}:account:{folded}", f"{what}:address:{network_of(client_address(connection))}"
