"""Have a phone tell nothing any more, of anybody: who holds it says so, or its push service does."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import PhoneSwitchedOff
from dossier.outbox.publish import publish


async def switch_off(actor: Actor, mark: str) -> None:
    """Forget the phone whose address has this fingerprint. To know the address is to have the phone."""
    async with transaction(actor) as tx:
        for each in await tx.rows("DELETE FROM push_subscriptions WHERE endpoint_print = $1 RETURNING id", mark):
            await publish(tx, PhoneSwitchedOff(record_id=each["id"], kind="asked"))


async def forget_gone(tx: Transaction, subscription_id: UUID) -> None:
    """Forget a phone that its push service does not know any more, whatever it told of."""
    gone = await tx.rows(
        """DELETE FROM push_subscriptions WHERE endpoint_print =
               (SELECT endpoint_print FROM push_subscriptions WHERE id = $1) RETURNING id""",
        subscription_id,
    )
    for each in gone:
        await publish(tx, PhoneSwitchedOff(record_id=each["id"], kind="gone"))
