"""A staff member at a counter acts in a depositor's place: on deposits that they opened there, and on no other."""

from dataclasses import replace
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Forbidden
from dossier.people.access import check_takes_in

PLACE = "counter"


class NotYourDepositHere(Forbidden):
    """This deposit is a colleague's. Begin one of your own."""


def clerk(actor: Actor) -> Actor:
    """Return a staff member as who takes in, as any depositor hands in: what is theirs is the caller's to know.

    Raises NotYourWork.
    """
    check_takes_in(actor)
    return replace(actor, place=PLACE, takes_in=True)


async def clerk_of(actor: Actor, deposit_id: UUID) -> Actor:
    """Return a staff member as who takes in a deposit that they opened at a counter.

    Raises NotYourWork, NotYourDepositHere.
    """
    taking_in = clerk(actor)
    async with transaction(taking_in) as tx:
        if not await tx.value(
            """SELECT EXISTS (SELECT FROM deposits d JOIN counter_deposits c ON c.deposit_id = d.id
                              WHERE d.id = $1 AND d.opened_by = $2)""",
            deposit_id,
            actor.staff_id,
        ):
            raise NotYourDepositHere
    return taking_in
