"""Put a worker: a client brings a staff member in, or what changed of one. Known by the user name."""

from collections.abc import Mapping
from uuid import UUID

from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.errors import Conflict, Forbidden
from dossier.events import WorkerPut
from dossier.outbox.publish import publish
from dossier.people.import_.apply import differs, importing, insert, merged, update
from dossier.people.import_.report import Outcome
from dossier.people.import_.sheet import Line
from dossier.people.import_.staff import COLUMNS, facts_of
from dossier.people.roles import Role

_BY_HAND = frozenset({Role.ADMINISTRATOR.value, Role.AUDITOR.value})


class WorkerKnown(Conflict):
    """This user name is known here as {id}. Use that id."""


class OtherWorker(Conflict):
    """This id belongs to somebody with another user name."""


class RoleByHand(Forbidden):
    """A system makes nobody an administrator or auditor, and changes none of them: the centre does that itself."""


async def put_worker(actor: Actor, worker_id: UUID, told: Mapping[str, str]) -> Outcome:
    """Insert or update a staff member, who gets a password elsewhere; what is not told stays. Return what became of it.

    `told` has the columns of a list of staff. Raises OutOfScope, WorkerKnown, OtherWorker, RoleByHand, and what is
    wrong with a column, as an import says it.
    """
    check_scope(actor, Scope.PEOPLE_WRITE)
    async with importing(actor) as tx:
        departments = {row["code"]: row["id"] for row in await tx.rows("SELECT code, id FROM departments")}
        facts = facts_of(Line(1, {column: told.get(column, "").strip() for column in COLUMNS}), departments)
        rows = await tx.rows("SELECT * FROM staff_members WHERE id = $1 OR username = $2", worker_id, facts["username"])
        known = next((dict(row) for row in rows if row["username"] == facts["username"]), None)
        if known is not None and known["id"] != worker_id:
            raise WorkerKnown(id=known["id"])
        if known is None and rows:
            raise OtherWorker
        held = {*(known["roles"] if known else ()), *facts["roles"]}  # type: ignore[misc]
        if held & _BY_HAND:
            raise RoleByHand
        if known is None:
            await insert(tx, "staff_members", [{"id": worker_id, **facts}])
            outcome: Outcome = "taken"
        elif differs(known, wanted := merged(known, facts)):
            await update(tx, "staff_members", [{"id": worker_id, **wanted}])
            outcome = "changed"
        else:
            return "unchanged"
        await publish(tx, WorkerPut(record_id=worker_id, kind=outcome))
    return outcome
