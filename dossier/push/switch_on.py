"""Have a phone tell of a person or of a deposit."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import PhoneSwitchedOff, PhoneSwitchedOn
from dossier.ids import new_id
from dossier.notices.subscription import Subscription
from dossier.outbox.publish import publish
from dossier.push.seal import print_of, seal
from dossier.push.whose import Whose
from dossier.settings import Settings


async def switch_on(
    settings: Settings, actor: Actor, subscription: Subscription, whose: Whose, *, language: str
) -> None:
    """Switch a phone on; once more is harmless, and sets the language anew.

    A phone that told of another person is in other hands now, and tells of that one no more. Beyond so many phones, the
    one that was switched on first makes room. Raises NotAPhone.
    """
    subscription.check(settings.push_services)
    mark = print_of(subscription.endpoint)
    async with transaction(actor) as tx:
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", mark)
        if whose.beneficiary_id is not None:
            await _take_from_others(tx, mark, whose.beneficiary_id)
        await _make_room(tx, settings.push_phones_max, mark, whose)
        row = await tx.row(
            """INSERT INTO push_subscriptions (id, centre_id, beneficiary_id, deposit_id, endpoint_print, sealed,
                                               language, made_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT (centre_id, endpoint_print, (coalesce(beneficiary_id, deposit_id)))
               DO UPDATE SET sealed = excluded.sealed, language = excluded.language
               RETURNING id, xmax = 0 AS is_new""",
            new_id(),
            actor.centre_id,
            whose.beneficiary_id,
            whose.deposit_id,
            mark,
            seal(actor.centre_id, subscription),
            language,
            clock.now(),
        )
        assert row is not None
        if row["is_new"]:
            about = {"beneficiary_id": whose.beneficiary_id, "deposit_id": whose.deposit_id}
            await publish(tx, PhoneSwitchedOn(record_id=row["id"], **about))


async def _take_from_others(tx: Transaction, mark: str, beneficiary_id: UUID) -> None:
    gone = await tx.rows(
        "DELETE FROM push_subscriptions WHERE endpoint_print = $1 AND beneficiary_id <> $2 RETURNING id",
        mark,
        beneficiary_id,
    )
    for each in gone:
        await publish(tx, PhoneSwitchedOff(record_id=each["id"], kind="other_hands"))


async def _make_room(tx: Transaction, phones_max: int, mark: str, whose: Whose) -> None:
    gone = await tx.rows(
        """DELETE FROM push_subscriptions WHERE id IN (
               SELECT id FROM push_subscriptions
               WHERE (beneficiary_id = $1 OR deposit_id = $2) AND endpoint_print <> $3
               ORDER BY made_at DESC, id OFFSET $4)
           RETURNING id""",
        whose.beneficiary_id,
        whose.deposit_id,
        mark,
        phones_max - 1,
    )
    for each in gone:
        await publish(tx, PhoneSwitchedOff(record_id=each["id"], kind="made_room"))
