"""The centre's counters: what each is called, which folder its scanner has, on whose printer receipts come out."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from dossier import clock
from dossier.counter.clerk import clerk
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.errors import Missing, Refused
from dossier.events import CounterClosed, CounterSet
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator

_COUNTER = """SELECT c.id, c.name, c.folder, k.id AS device_id,
                     coalesce(k.agent_key_hash IS NOT NULL AND k.printer_address <> '', false) AS prints
              FROM counters c LEFT JOIN devices k ON k.id = c.device_id AND k.revoked_at IS NULL"""


class NoSuchCounter(Missing):
    """This counter is not there any more. Choose another one."""


class CounterNameTaken(Refused):
    """A counter has this name already. Choose another name."""


class FolderTaken(Refused):
    """This folder is another counter's already. Each scanner has a folder of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A counter."""

    id: UUID
    name: str
    folder: str  # of its scanner, below GUICHET_COUNTER_FOLDERS_DIR; empty: it has none
    device_id: UUID | None  # the kiosk's service that prints there
    prints: bool  # that service is paired, and knows of a printer


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterTold:
    """What an administrator says of a counter."""

    name: str
    folder: str
    device_id: UUID | None


async def counters(actor: Actor) -> list[Counter]:
    """Return the counters that are in use, by name, for a clerk to choose from. Raises NotYourWork."""
    async with transaction(clerk(actor)) as tx:
        return [_counter(row) for row in await tx.rows(f"{_COUNTER} WHERE c.closed_at IS NULL ORDER BY c.name")]


async def counters_to_set(actor: Actor) -> list[Counter]:
    """Return the counters that are in use, for an administrator. Raises AdministratorOnly."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        return [_counter(row) for row in await tx.rows(f"{_COUNTER} WHERE c.closed_at IS NULL ORDER BY c.name")]


async def counter_to_set(actor: Actor, counter_id: UUID) -> Counter:
    """Return a counter in use, for an administrator. Raises AdministratorOnly, NoSuchCounter."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        row = await tx.row(f"{_COUNTER} WHERE c.id = $1 AND c.closed_at IS NULL", counter_id)
    if row is None:
        raise NoSuchCounter
    return _counter(row)


async def add_counter(actor: Actor, told: CounterTold) -> UUID:
    """Make a counter. Raises AdministratorOnly, CounterNameTaken, FolderTaken."""
    counter_id = new_id()
    await _write(
        actor,
        counter_id,
        told,
        "INSERT INTO counters (id, centre_id, name, folder, device_id) VALUES ($1, $2, $3, $4, $5)",
    )
    return counter_id


async def set_counter(actor: Actor, counter_id: UUID, told: CounterTold) -> None:
    """Say how a counter is from now on. Raises AdministratorOnly, NoSuchCounter, CounterNameTaken, FolderTaken."""
    await _write(
        actor,
        counter_id,
        told,
        """UPDATE counters SET name = $3, folder = $4, device_id = $5
           WHERE id = $1 AND centre_id = $2 AND closed_at IS NULL""",
    )


async def _write(actor: Actor, counter_id: UUID, told: CounterTold, statement: str) -> None:
    check_administrator(actor)
    try:
        async with transaction(actor) as tx:
            if not await tx.run(statement, counter_id, actor.centre_id, told.name.strip(), told.folder, told.device_id):
                raise NoSuchCounter
            await publish(tx, CounterSet(record_id=counter_id))
    except asyncpg.UniqueViolationError as error:
        raise (FolderTaken if error.constraint_name == "counters_folder" else CounterNameTaken) from None


async def close_counter(actor: Actor, counter_id: UUID) -> None:
    """Close a counter: nothing is taken in there any more. Raises AdministratorOnly, NoSuchCounter."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        if not await tx.run(
            "UPDATE counters SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL", counter_id, clock.now()
        ):
            raise NoSuchCounter
        await publish(tx, CounterClosed(record_id=counter_id))


def _counter(row: Record) -> Counter:
    return Counter(**dict(row))
