"""Open a deposit at a counter: papers lie before a clerk."""

from uuid import UUID

from dossier import clock
from dossier.counter.clerk import PLACE, clerk
from dossier.counter.counters import NoSuchCounter
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import OtherDeposit
from dossier.events import DepositOpened
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish
from dossier.phases.queries import check_own_circuit


async def open_at_counter(actor: Actor, deposit_id: UUID, counter_id: UUID, *, language: str) -> None:
    """Open the deposit that the clerk's page named; a second call with the same id is harmless.

    Raises NotYourWork, NoSuchCounter, OtherDeposit when the id belongs to somebody else's, CircuitLater and
    CircuitForPilots before the counter is on for the clerk's team.
    """
    async with transaction(clerk(actor)) as tx:
        if not await tx.value("SELECT EXISTS (SELECT FROM counters WHERE id = $1 AND closed_at IS NULL)", counter_id):
            raise NoSuchCounter
        now = clock.now()
        opened = await tx.value(
            """INSERT INTO deposits (id, centre_id, circuit, state, language, opened_by, opened_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING RETURNING id""",
            deposit_id,
            actor.centre_id,
            PLACE,
            str(DepositState.OPEN),
            language,
            actor.staff_id,
            now,
        )
        if opened is not None:
            await check_own_circuit(tx, PLACE)
            await tx.run(
                "INSERT INTO counter_deposits (deposit_id, centre_id, counter_id, opened_at) VALUES ($1, $2, $3, $4)",
                deposit_id,
                actor.centre_id,
                counter_id,
                now,
            )
            await publish(tx, DepositOpened(record_id=deposit_id, deposit_id=deposit_id, circuit=PLACE))
        elif not await tx.value(
            """SELECT EXISTS (SELECT FROM deposits d JOIN counter_deposits c ON c.deposit_id = d.id
                              WHERE d.id = $1 AND d.opened_by = $2)""",
            deposit_id,
            actor.staff_id,
        ):
            raise OtherDeposit
