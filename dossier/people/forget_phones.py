"""Have no phone hand in for a person any more: one was lost or handed on. They say so themselves, or at the counter."""

from datetime import date, datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import PhonesForgotten
from dossier.outbox.publish import publish
from dossier.people.access import check_prints_receipts
from dossier.people.at_counter import person_at_counter
from dossier.people.remembered import phones_of


async def forget_own_phones(actor: Actor) -> int:
    """Forget every phone of the beneficiary who acts; return how many there were."""
    assert actor.id is not None, "whoever asks for it proved who they are"
    async with transaction(actor) as tx:
        return await _forget(tx, actor.id)


async def phones_at_counter(
    actor: Actor, number: str, birth_date: date, first_name: str, kept_days: int
) -> tuple[datetime, ...]:
    """Return since when each phone hands in for whoever stands at the counter, the latest first.

    Raises NotYourWork, and what `person_at_counter` raises.
    """
    check_prints_receipts(actor)
    async with transaction(actor) as tx:
        whose = (await person_at_counter(tx, number, birth_date, first_name))["id"]
    return await phones_of(actor, whose, kept_days)


async def forget_phones_at_counter(actor: Actor, number: str, birth_date: date, first_name: str) -> int:
    """Forget every phone of whoever stands at the counter; return how many there were.

    Raises NotYourWork, and what `person_at_counter` raises.
    """
    check_prints_receipts(actor)
    async with transaction(actor) as tx:
        return await _forget(tx, (await person_at_counter(tx, number, birth_date, first_name))["id"])


async def forget_old_phones(actor: Actor, kept_days: int) -> int:
    """Forget the centre's phones whose days are over, which hand in for nobody already; return how many."""
    async with transaction(actor) as tx:
        return await tx.run(
            "DELETE FROM remembered_phones WHERE centre_id = $1 AND remembered_at < $2",
            actor.centre_id,
            clock.now() - timedelta(days=kept_days),
        )


async def _forget(tx: Transaction, beneficiary_id: UUID) -> int:
    count = await tx.run("DELETE FROM remembered_phones WHERE beneficiary_id = $1", beneficiary_id)
    if count:
        await publish(tx, PhonesForgotten(record_id=beneficiary_id, phone_count=count))
    return count
