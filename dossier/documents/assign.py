"""Assign documents to a colleague, or hand over what is one's own: they wait for that person and for nobody else."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.documents.choosing import Act, Chosen, held
from dossier.documents.let_go import let_go
from dossier.documents.many_acts import as_they_are, keep_many
from dossier.errors import Refused
from dossier.events import DocumentAssigned
from dossier.outbox.publish import publish
from dossier.people.access import READABLE
from dossier.people.roles import DECIDES
from dossier.people.stand_in import workforce


class CannotTake(Refused):
    """This person deals with no documents, or left. Choose someone else."""


class NobodyThere(Refused):
    """This person is away and nobody stands in for them. Choose someone else."""


class NotTheirs(Refused):
    """This person may read none of these documents. Choose someone else."""


async def assign(actor: Actor, chosen: Chosen, username: str, *, own: bool = False) -> tuple[int, str]:
    """Assign what is chosen to a colleague ("": to nobody); return how many documents, and whose they are by name.

    Whoever is away is stood in for. With `own`, only what is in the actor's hands is handed over. What the colleague
    may not read, and what somebody else works on, is passed over. Raises CannotTake, NobodyThere, NotTheirs,
    NothingChosen, NotYourWork.
    """
    act = Act.HAND_OVER if own else Act.ASSIGN
    taker = await _taker(actor, username) if username else None
    seen = await _readable(taker, actor, act, chosen) if taker else None
    async with transaction(actor) as tx:
        if taker is not None and taker.id not in (await workforce(tx, clock.today())).workers:
            raise CannotTake  # they left since: nobody leaves until commit
        found = [each for each in await held(tx, act, chosen) if seen is None or each["id"] in seen]
        changed = [each for each in found if own or each["assigned_to"] != (taker.id if taker else None)]
        ids = [each["id"] for each in changed]
        before = await as_they_are(tx, ids)
        await tx.run(
            "UPDATE documents SET assigned_to = $2 WHERE id = ANY ($1)",
            ids,
            taker.id if taker else None,
        )
        await keep_many(tx, act, ids, before)
        await let_go(tx, (each["deposit_id"] for each in changed))
        for each in changed:
            await publish(
                tx,
                DocumentAssigned(
                    record_id=each["id"],
                    deposit_id=each["deposit_id"],
                    staff_id=taker.id if taker else None,
                    from_staff_id=each["assigned_to"],
                    kind=str(act),
                ),
            )
        return len(changed), await _name(tx, taker.id) if taker and taker.id else ""


async def _taker(actor: Actor, username: str) -> Actor:
    """Return the colleague, or who stands in for them, as one who acts. Raises CannotTake, NobodyThere."""
    async with transaction(actor) as tx:
        named = await tx.value("SELECT id FROM staff_members WHERE username = $1", username.strip().lower())
        force = await workforce(tx, clock.today())
        worker = force.workers.get(named)
        if worker is None or not worker.roles & DECIDES:
            raise CannotTake
        there = force.workers.get(standing) if (standing := force.standing_in(named)) else None
        if there is None:
            raise NobodyThere
        return Actor(
            centre_id=actor.centre_id,
            kind="staff",
            id=there.id,
            place=actor.place,
            roles=there.roles,
            department_id=there.department_id,
        )


async def _readable(taker: Actor, actor: Actor, act: Act, chosen: Chosen) -> set[UUID]:
    """Return those of the documents that the colleague may read, as the database answers the colleague.

    Raises NotTheirs where there are some, and none of them is.
    """
    async with transaction(actor) as tx:
        ids = [each["id"] for each in await held(tx, act, chosen)]
    async with transaction(taker) as tx:
        rows = await tx.rows(f"SELECT d.id FROM documents d WHERE d.id = ANY ($1) AND {READABLE}", ids)
    if ids and not rows:
        raise NotTheirs
    return {row["id"] for row in rows}


async def _name(tx: Transaction, staff_id: UUID) -> str:
    name: str = await tx.value("SELECT first_name || ' ' || last_name FROM staff_members WHERE id = $1", staff_id)
    return name
