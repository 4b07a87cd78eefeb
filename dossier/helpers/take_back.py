"""Take a helper code back: nothing can be begun with it any more, and what was not sent is given up."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.abandon import abandon_held
from dossier.errors import Missing
from dossier.events import HelperCodeTakenBack
from dossier.outbox.publish import publish


class NoSuchHelperCode(Missing):
    """This helper code is no longer there."""


async def take_helper_code_back(actor: Actor, helper_code_id: UUID) -> None:
    """Take back a code of the beneficiary who acts; one that was taken back stays so. Raises NoSuchHelperCode."""
    async with transaction(actor) as tx:
        row = await tx.row(
            "SELECT taken_back_at FROM helper_codes WHERE id = $1 AND beneficiary_id = $2 FOR UPDATE",
            helper_code_id,
            actor.id,
        )
        if row is None:
            raise NoSuchHelperCode
        if row["taken_back_at"] is not None:
            return
        await tx.run("UPDATE helper_codes SET taken_back_at = $2 WHERE id = $1", helper_code_id, clock.now())
        await publish(tx, HelperCodeTakenBack(record_id=helper_code_id))
        for each in await tx.rows(
            "SELECT id FROM deposits WHERE helper_code_id = $1 AND state = 'open' ORDER BY id FOR UPDATE",
            helper_code_id,
        ):
            await abandon_held(tx, each["id"])
