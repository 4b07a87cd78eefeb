"""How much may be handed over in a while: by one person, from one address, at one kiosk."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID, uuid4

from dossier.database import quotas
from dossier.database.actor import Actor
from dossier.database.quotas import Quota, Sending, Spent, Unit
from web.clients import client_address, network_of
from web.later import Later
from web.scope import Connection, settings_of

_PHOTO_BYTES = 8 * 1024 * 1024
"""What a photo of a phone weighs at most, nearly always: where there is no room for one, the camera stays shut."""
_KIOSK = "kiosk"


class PersonQuotaSpent(Later):
    """You sent a lot in a short time. Go on {until}, or come to the counter."""


class AddressQuotaSpent(Later):
    """A lot was sent from your network. Go on {until}, use another network, or come to the counter."""


class KioskQuotaSpent(Later):
    """A lot was handed in here in a short time. Ask at the counter, or go on {until}."""


class ClientQuotaSpent(Later):
    """This system sent or asked a lot in a short time. Go on {until}."""


_SPENT: dict[str, type[Later]] = {
    "person": PersonQuotaSpent,
    "address": AddressQuotaSpent,
    "kiosk": KioskQuotaSpent,
    "client": ClientQuotaSpent,
}


def file_of(original_id: UUID, size_bytes: int) -> Sending:
    """Return a file as quotas count it: the same original is one, by whichever way and however often it comes."""
    return Sending(name=f"{original_id}:{size_bytes}", size_bytes=size_bytes)


async def spend_files(
    connection: Connection, actor: Actor, deposit_id: UUID, files: Sequence[Sending], device_id: UUID | None = None
) -> None:
    """Count files on their way into a deposit, all or none, before any of them is kept; `device_id` names a kiosk.

    A file that is refused afterwards stays counted: to look at it was work. Raises PersonQuotaSpent, AddressQuotaSpent
    or KioskQuotaSpent.
    """
    await _spend(connection, _for_files(connection, actor, deposit_id, device_id), files)


@asynccontextmanager
async def spending(
    connection: Connection, actor: Actor, deposit_id: UUID, files: Sequence[Sending], device_id: UUID | None = None
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Count files as `spend_files` does, once, while they are looked into; asking for it raises where none may come.

    It is counted, or was refused, when the block ends.
    """
    counting: asyncio.Task[None] | None = None

    def counted() -> Awaitable[None]:
        nonlocal counting
        if counting is None:
            counting = asyncio.create_task(spend_files(connection, actor, deposit_id, files, device_id))
        return counting

    try:
        yield counted
    finally:
        await asyncio.gather(counted(), return_exceptions=True)  # where the block raises, that is what is told
    await counted()


async def no_room(
    connection: Connection, actor: Actor, deposit_id: UUID, device_id: UUID | None = None
) -> Later | None:
    """Return why not even one more photo may come into a deposit now; None where it may."""
    limits = _for_files(connection, actor, deposit_id, device_id)
    spent = await quotas.spent(limits, 1, _PHOTO_BYTES, settings_of(connection).quota_window_seconds)
    return _error(spent) if spent else None


async def spend_request(connection: Connection, actor: Actor) -> None:
    """Count a request of a client of the API. Raises ClientQuotaSpent."""
    await _spend(
        connection, [_quota(connection, f"client:{actor.id}", "requests")], [Sending(name=f"request:{uuid4()}")]
    )


async def spend_deposit(connection: Connection, actor: Actor, deposit_id: UUID) -> None:
    """Count a deposit that is about to be opened at the portal; a second call with the same id counts nothing.

    Nothing like it at a kiosk: there a deposit begins by hand, and an empty one is a row and no more.
    Raises PersonQuotaSpent or AddressQuotaSpent.
    """
    givers = [_address(connection)]
    if actor.kind == "beneficiary" or actor.phone_of:
        givers.append(_person(actor, deposit_id))
    limits = [_quota(connection, giver, "deposits") for giver in givers]
    await _spend(connection, limits, [Sending(name=f"deposit:{deposit_id}")])


def _for_files(connection: Connection, actor: Actor, deposit_id: UUID, device_id: UUID | None) -> list[Quota]:
    """Return what holds for an actor's files. Staff, who answer for what they scan, have no quota."""
    if actor.kind == "staff":
        return []
    if actor.kind == "client":  # one address for a whole system
        return [_quota(connection, f"client:{actor.id}", unit) for unit in ("files", "bytes")]
    givers = [_person(actor, deposit_id)]
    if actor.place != _KIOSK:
        givers.append(_address(connection))
    elif device_id is not None:  # one address for the ninety people of a day
        givers.append(f"kiosk:{device_id}")
    return [_quota(connection, giver, unit) for giver in givers for unit in ("files", "bytes")]


def _person(actor: Actor, deposit_id: UUID) -> str:
    """Return as whom an actor is counted: all phones that remember a person together, and apart from that person.

    So whoever finds one of them uses up nothing of what its person may hand in.
    """
    if actor.kind == "beneficiary":
        return f"person:{actor.id}"
    return f"person:phones:{actor.phone_of}" if actor.phone_of else f"person:{deposit_id}"


def _address(connection: Connection) -> str:
    return f"address:{network_of(client_address(connection))}"


def _quota(connection: Connection, giver: str, unit: Unit) -> Quota:
    most: int = getattr(settings_of(connection), f"{_kind(giver)}_{unit}_per_window_max")
    return Quota(giver=giver, unit=unit, most=most)


def _kind(giver: str) -> str:
    return giver.partition(":")[0]


async def _spend(connection: Connection, limits: Sequence[Quota], sendings: Sequence[Sending]) -> None:
    if limits and (spent := await quotas.spend(limits, sendings, settings_of(connection).quota_window_seconds)):
        raise _error(spent)


def _error(spent: Spent) -> Later:
    # A moment is told to the minute: whoever comes back then must not be too early.
    until = (spent.until + timedelta(minutes=1)).replace(second=0, microsecond=0)
    return _SPENT[_kind(spent.quota.giver)](until=until)
