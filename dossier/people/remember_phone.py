"""Have a phone remember for whom it hands in: whoever identified on it asked for that."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import PhoneForgotten, PhoneRemembered
from dossier.ids import new_id
from dossier.outbox.publish import publish


async def remember_phone(actor: Actor, social_file_id: UUID, phones_max: int) -> UUID:
    """Write down one phone more of the beneficiary who acts; return its id. Of more than `phones_max` the oldest go."""
    assert actor.kind == "beneficiary", "whoever asks for it said who they are"
    phone_id = new_id()
    async with transaction(actor) as tx:
        await tx.run("SELECT FROM beneficiaries WHERE id = $1 FOR UPDATE", actor.id)
        await tx.run(
            """INSERT INTO remembered_phones (id, centre_id, beneficiary_id, social_file_id, remembered_at)
               VALUES ($1, $2, $3, $4, $5)""",
            phone_id,
            actor.centre_id,
            actor.id,
            social_file_id,
            clock.now(),
        )
        await publish(tx, PhoneRemembered(record_id=phone_id, beneficiary_id=actor.id))
        for each in await tx.rows(
            """DELETE FROM remembered_phones WHERE id IN (
                   SELECT id FROM remembered_phones WHERE beneficiary_id = $1
                   ORDER BY remembered_at DESC, id DESC OFFSET $2) RETURNING id""",
            actor.id,
            phones_max,
        ):
            await publish(tx, PhoneForgotten(record_id=each["id"], kind="made_room"))
    return phone_id
