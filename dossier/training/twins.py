"""Who a staff member is in training: a twin of theirs in the training centre, with their name and their roles.

A twin has no password: nobody comes in as one but by the session of whom it is the twin of. It is made when it is first
asked for, and follows its original's roles, so that a training centre that was made anew has it again.
"""

from dataclasses import replace
from uuid import UUID

from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import Transaction, transaction
from dossier.ids import new_id
from dossier.people.keys import KeySettings
from dossier.people.roles import Role
from dossier.people.staff import Staff, staff_named
from dossier.training.centres import is_ready, training_centre_of
from dossier.training.errors import NoTraining

_FILES_ARE_IN = "AS"
_OF_A_TEAM = frozenset({Role.SOCIAL_WORKER, Role.SPOC})
"""Those who read the files of their department: in training they are of one that has some."""


async def twin_of(member: Staff) -> Staff:
    """Return a staff member as they are in training. Raises NoTraining."""
    centre_id = await training_centre_of(member.actor.centre_id)
    if centre_id is None or not await is_ready(centre_id):
        raise NoTraining
    async with transaction(system(centre_id)) as tx:
        await _keep(tx, member)
        twin = await staff_named(tx, member.username)
    assert twin is not None  # it was kept above
    own_keys = twin.keys if twin.keys != KeySettings() else member.keys
    return replace(twin, keys=own_keys, language=member.language, release_seen=member.release_seen, trains=True)


async def _keep(tx: Transaction, member: Staff) -> None:
    """Have the twin be there, and be as its original is; nothing is written where it is so already."""
    department_id = await _department(tx, member)
    await tx.run(
        """INSERT INTO staff_members AS s (id, centre_id, username, first_name, last_name, email, language,
                                           department_id, roles, active)
           VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, true)
           ON CONFLICT (centre_id, username) DO UPDATE
           SET first_name = excluded.first_name, last_name = excluded.last_name, language = excluded.language,
               department_id = excluded.department_id, roles = excluded.roles, active = true
           WHERE (s.first_name, s.last_name, s.language, s.department_id, s.roles, s.active)
                 IS DISTINCT FROM (excluded.first_name, excluded.last_name, excluded.language,
                                   excluded.department_id, excluded.roles, true)""",
        new_id(),
        tx.actor.centre_id,
        member.username,
        member.first_name,
        member.last_name,
        member.language,
        department_id,
        sorted(member.actor.roles),
    )


async def _department(tx: Transaction, member: Staff) -> UUID | None:
    """Return the department of a twin: their own by its code; for a team that has no file here, one that has."""
    needs_files = bool(member.actor.roles & _OF_A_TEAM)
    found: UUID | None = await tx.value(
        """SELECT d.id FROM departments d
           WHERE d.code = $1 AND (NOT $2 OR EXISTS (SELECT FROM social_files f WHERE f.department_id = d.id))""",
        member.department_code,
        needs_files,
    )
    if found is None and needs_files:
        found = await tx.value("SELECT id FROM departments WHERE code = $1", _FILES_ARE_IN)
    return found


async def note_look(member: Staff, template: str) -> None:
    """Note that someone in training saw a screen, by the name of its template."""
    async with transaction(member.actor, durable=False) as tx:
        await tx.run(
            """INSERT INTO training_looks (staff_id, centre_id, screen, at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (staff_id, screen) DO UPDATE SET at = excluded.at""",
            member.actor.staff_id,
            member.actor.centre_id,
            template,
            clock.now(),
        )
