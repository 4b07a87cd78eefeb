"""Who opens a sealed document: the keys that a centre gives for each sensitivity, and those it begins with."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Missing, Refused
from dossier.events import SealKeyGiven, SealKeyTaken
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator
from dossier.people.roles import DECIDES

Holder = Literal["own_worker", "type_departments", "department", "role"]


class Sensitivity(StrEnum):
    """What seals a document, by its type."""

    MEDICAL = "medical"
    JUDICIAL = "judicial"


FIRST_KEYS: tuple[tuple[Sensitivity, Holder, str | None], ...] = (
    (Sensitivity.MEDICAL, "own_worker", None),
    (Sensitivity.MEDICAL, "type_departments", None),
    (Sensitivity.JUDICIAL, "own_worker", None),
    (Sensitivity.JUDICIAL, "department", "JUR"),
)
"""Sensitivity, holder, code of a department. What is medical is for the file's own worker and for the departments that
its type concerns; what is judicial for the file's own worker and the jurists. A centre's own legal service decides."""


async def seed_seals(tx: Transaction) -> None:
    """Give a centre that has no key yet those that it begins with."""
    if await tx.value("SELECT EXISTS (SELECT FROM seal_keys)"):
        return
    for sensitivity, holder, code in FIRST_KEYS:
        await tx.run(
            """INSERT INTO seal_keys (id, centre_id, sensitivity, holder, department_id)
               VALUES ($1, $2, $3, $4, (SELECT id FROM departments WHERE code = $5))""",
            new_id(),
            tx.actor.centre_id,
            str(sensitivity),
            holder,
            code,
        )


class KeyIncomplete(Refused):
    """Choose what is sealed, and who may open it."""


class NoSuchKey(Missing):
    """This key is no longer there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKey:
    """Who opens what is sealed by one sensitivity."""

    id: UUID
    sensitivity: Sensitivity
    holder: Holder
    department_code: str | None
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key to give: `department:JUR`, `role:spoc`, `own_worker` or `type_departments` for a sensitivity."""

    sensitivity: Sensitivity
    holder: str


async def seal_keys(actor: Actor) -> list[SealKey]:
    """Return the centre's keys, by sensitivity. Raises AdministratorOnly."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT k.id, k.sensitivity, k.holder, d.code AS department_code, k.role
               FROM seal_keys k LEFT JOIN departments d ON d.id = k.department_id
               ORDER BY k.sensitivity DESC, k.holder = 'own_worker' DESC, k.holder, d.code, k.role"""
        )
    return [SealKey(**{**row, "sensitivity": Sensitivity(row["sensitivity"])}) for row in rows]


async def holders(actor: Actor) -> list[str]:
    """Return everyone to whom a key can be given, as `NewKey` names them. Raises AdministratorOnly."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        codes = [row["code"] for row in await tx.rows("SELECT code FROM departments ORDER BY code")]
    roles = [f"role:{each}" for each in sorted(DECIDES)]
    return ["own_worker", "type_departments", *(f"department:{code}" for code in codes), *roles]


async def give_key(actor: Actor, told: NewKey | None) -> None:
    """Give a key; one that is there already stays as it is. Raises AdministratorOnly, KeyIncomplete."""
    known = await holders(actor)
    if told is None or told.holder not in known:
        raise KeyIncomplete
    holder, _, name = told.holder.partition(":")
    async with transaction(actor) as tx:
        given = await tx.value(
            """INSERT INTO seal_keys (id, centre_id, sensitivity, holder, department_id, role)
               VALUES ($1, $2, $3, $4, (SELECT id FROM departments WHERE code = $5), $6)
               ON CONFLICT DO NOTHING RETURNING id""",
            new_id(),
            actor.centre_id,
            str(told.sensitivity),
            holder,
            name if holder == "department" else None,
            name if holder == "role" else None,
        )
        if given is not None:
            await publish(tx, SealKeyGiven(record_id=given, kind=str(told.sensitivity)))


async def take_key(actor: Actor, key_id: UUID) -> None:
    """Take a key back: whoever had this one alone reads nothing from now on. Raises AdministratorOnly, NoSuchKey."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        sensitivity = await tx.value("DELETE FROM seal_keys WHERE id = $1 RETURNING sensitivity", key_id)
        if sensitivity is None:
            raise NoSuchKey
        await publish(tx, SealKeyTaken(record_id=key_id, kind=sensitivity))
