"""Questions about phases: the plan, and whether a circuit is on for whoever stands before it."""

from collections.abc import Collection
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.phases.errors import (
    CircuitForPilots,
    CircuitLater,
    CircuitNotForAll,
    CircuitNotYet,
    TypeForPilots,
    TypeLater,
)
from dossier.phases.plan import Closed, Phase, Plan

_SQL = """SELECT id, label_fr, label_nl, from_on, circuits, types, departments, pilots FROM phases ORDER BY from_on"""
_LISTS = ("circuits", "types", "departments", "pilots")


async def plan(actor: Actor) -> Plan:
    """Return the centre's phases."""
    async with transaction(actor) as tx:
        return await plan_in(tx)


async def plan_in(tx: Transaction) -> Plan:
    """Return the centre's phases, inside a transaction that is open."""
    rows = await tx.rows(_SQL)
    return Plan(tuple(Phase(**{**row, **{name: tuple(row[name]) for name in _LISTS}}) for row in rows))


async def circuit_closed(actor: Actor, circuit: str, social_file_id: UUID | None = None) -> Closed | None:
    """Say from when a circuit is on: for the team of a file, else for that of the staff member; None: it is on."""
    async with transaction(actor) as tx:
        return await circuit_closed_in(tx, circuit, social_file_id)


async def circuit_closed_in(tx: Transaction, circuit: str, social_file_id: UUID | None = None) -> Closed | None:
    """Say the same, inside a transaction that is open."""
    known = await plan_in(tx)
    if not known.phases:
        return None
    return known.circuit_closed(circuit, await team_in(tx, social_file_id), clock.today())


async def check_circuit(tx: Transaction, circuit: str, social_file_id: UUID | None = None) -> None:
    """Raise CircuitNotYet or CircuitNotForAll before a circuit is on: who hands in is told to come to the counter."""
    closed = await circuit_closed_in(tx, circuit, social_file_id)
    if closed is not None:
        raise CircuitNotYet(day=in_figures(closed)) if closed.from_on else CircuitNotForAll


async def check_own_circuit(tx: Transaction, circuit: str) -> None:
    """Raise CircuitLater or CircuitForPilots before a circuit is on for the team of a staff member."""
    closed = await circuit_closed_in(tx, circuit)
    if closed is not None:
        raise CircuitLater(day=in_figures(closed)) if closed.from_on else CircuitForPilots


async def check_types(tx: Transaction, type_ids: Collection[UUID]) -> None:
    """Raise TypeLater or TypeForPilots where a type is not asked for yet by the team of a staff member."""
    known = await plan_in(tx)
    if not known.phases:
        return
    rows = await tx.rows("SELECT DISTINCT code FROM document_types WHERE id = ANY($1)", list(type_ids))
    team = await team_in(tx)
    for row in rows:
        closed = known.closed("types", row["code"], team, clock.today())
        if closed is not None:
            raise TypeLater(day=in_figures(closed)) if closed.from_on else TypeForPilots


async def types_closed(actor: Actor, codes: Collection[str]) -> frozenset[str]:
    """Return which of some types the actor's team does not ask for yet, by the codes of their terms."""
    async with transaction(actor) as tx:
        known = await plan_in(tx)
        if not known.phases:
            return frozenset()
        team = await team_in(tx)
    return frozenset(each for each in codes if known.closed("types", each, team, clock.today()))


async def team_in(tx: Transaction, social_file_id: UUID | None = None) -> str | None:
    """Return the code of the department of a file, else of the staff member; None for whoever is of none."""
    if social_file_id is not None:
        sql = "SELECT d.code FROM social_files f JOIN departments d ON d.id = f.department_id WHERE f.id = $1"
        found: str | None = await tx.value(sql, social_file_id)
        return found
    if tx.actor.department_id is None:
        return None
    code: str | None = await tx.value("SELECT code FROM departments WHERE id = $1", tx.actor.department_id)
    return code


def in_figures(closed: Closed) -> str:
    """Return the first day as sentences say it in every language; "" where there is none."""
    return f"{closed.from_on:%d/%m/%Y}" if closed.from_on else ""
