"""Note who brought a deposit, where that is not the person whose papers they are."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import DepositNotOpen
from dossier.events import DepositBrought
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish


class Relation(StrEnum):
    """What somebody is to the person whose papers they bring."""

    FAMILY = "family"
    FRIEND = "friend"
    PROFESSIONAL = "professional"  # of a hospital, a shelter, another service
    ADMINISTRATOR = "administrator"  # whom a justice of the peace appointed
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringer:
    """Who brought a deposit for somebody else."""

    name: str
    relation: Relation
    mandate_seen: bool  # a paper that says that they may was shown


async def bring(actor: Actor, deposit_id: UUID, bringer: Bringer | None) -> None:
    """Set who brought an open deposit; None: the person themselves.

    The name stands on the deposit, so that its receipt introduces nobody (`receipts/introduced.py`). The caller knows
    that it is the clerk's own. Raises DepositNotOpen.
    """
    async with transaction(actor) as tx:
        if not await tx.run(
            "UPDATE deposits SET depositor_name = $2 WHERE id = $1 AND state = $3",
            deposit_id,
            bringer.name if bringer else "",
            str(DepositState.OPEN),
        ):
            raise DepositNotOpen
        relation = str(bringer.relation) if bringer else None
        mandate_seen = bringer is not None and bringer.mandate_seen
        await tx.run(
            "UPDATE counter_deposits SET relation = $2, mandate_seen = $3 WHERE deposit_id = $1",
            deposit_id,
            relation,
            mandate_seen,
        )
        await publish(
            tx,
            DepositBrought(
                record_id=deposit_id, deposit_id=deposit_id, kind=relation or "", mandate_count=int(mandate_seen)
            ),
        )
