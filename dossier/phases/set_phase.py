"""Write a phase down, new or changed, and take one out again: an administrator's decision, kept in the journal."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import PhaseRemoved, PhaseSet
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator
from dossier.phases.errors import NoSuchPhase, PhaseDayTaken, PhaseEmpty, PhaseNameNeeded, PhaseUnknownChoice
from dossier.phases.plan import Phase
from dossier.thesaurus.content import Circuit


async def set_phase(actor: Actor, phase: Phase) -> None:
    """Keep a phase as the form named it; the same twice is one.

    Raises AdministratorOnly, PhaseNameNeeded, PhaseEmpty, PhaseUnknownChoice, PhaseDayTaken.
    """
    check_administrator(actor)
    if not phase.label_fr.strip() or not phase.label_nl.strip():
        raise PhaseNameNeeded
    if not (phase.circuits or phase.types or phase.departments):
        raise PhaseEmpty
    async with transaction(actor) as tx:
        await _check_known(tx, phase)
        # One at a time: two that choose one day would meet in the database's own words
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"phases {actor.centre_id}")
        if await tx.value(
            "SELECT EXISTS (SELECT FROM phases WHERE from_on = $1 AND id <> $2)", phase.from_on, phase.id
        ):
            raise PhaseDayTaken
        await tx.run(
            """INSERT INTO phases (id, centre_id, label_fr, label_nl, from_on, circuits, types, departments, pilots)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (id) DO UPDATE SET label_fr = excluded.label_fr, label_nl = excluded.label_nl,
                   from_on = excluded.from_on, circuits = excluded.circuits, types = excluded.types,
                   departments = excluded.departments, pilots = excluded.pilots""",
            phase.id,
            actor.centre_id,
            phase.label_fr.strip(),
            phase.label_nl.strip(),
            phase.from_on,
            *(sorted(set(each)) for each in (phase.circuits, phase.types, phase.departments, phase.pilots)),
        )
        await publish(tx, PhaseSet(record_id=phase.id))


async def remove_phase(actor: Actor, phase_id: UUID) -> None:
    """Take a phase out: what no other names is on at once. Raises AdministratorOnly, NoSuchPhase."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        if not await tx.run("DELETE FROM phases WHERE id = $1", phase_id):
            raise NoSuchPhase
        await publish(tx, PhaseRemoved(record_id=phase_id))


async def _check_known(tx: Transaction, phase: Phase) -> None:
    """Raise PhaseUnknownChoice for a circuit, a term or a department that the centre does not have."""
    terms = {row["code"] for row in await tx.rows("SELECT DISTINCT code FROM document_types")}
    departments = {row["code"] for row in await tx.rows("SELECT code FROM departments")}
    if not (
        set(phase.circuits) <= set(Circuit)
        and set(phase.types) <= terms
        and {*phase.departments, *phase.pilots} <= departments
    ):
        raise PhaseUnknownChoice
