"""Make a helper code: the person themselves, after a one-time code."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.events import HelperCodeMade
from dossier.helpers.code import code_of, print_of
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.settings import Settings


class TooManyHelperCodes(Refused):
    """You have enough helper codes. Take one back first."""


async def make_helper_code(settings: Settings, actor: Actor, social_file_id: UUID) -> UUID:
    """Make a code for the beneficiary who acts; return its id. Raises TooManyHelperCodes."""
    assert actor.kind == "beneficiary", "whoever makes one proved who they are"
    code_id, now = new_id(), clock.now()
    async with transaction(actor) as tx:
        await tx.run("SELECT FROM beneficiaries WHERE id = $1 FOR UPDATE", actor.id)
        live = await tx.value(
            """SELECT count(*) FROM helper_codes
               WHERE beneficiary_id = $1 AND taken_back_at IS NULL AND expires_at > $2 AND uses < uses_max""",
            actor.id,
            now,
        )
        if live >= settings.helper_codes_at_once_max:
            raise TooManyHelperCodes
        await tx.run(
            """INSERT INTO helper_codes (id, centre_id, beneficiary_id, social_file_id, code_print, made_at, expires_at,
                                         uses_max)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
            code_id,
            actor.centre_id,
            actor.id,
            social_file_id,
            print_of(code_of(code_id)),
            now,
            now + timedelta(seconds=settings.helper_code_seconds),
            settings.helper_code_deposits_max,
        )
        await publish(tx, HelperCodeMade(record_id=code_id, beneficiary_id=actor.id))
    return code_id
