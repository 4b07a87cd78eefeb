"""Tell a person, by the contact on file, that somebody tries one-time codes of theirs."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.notices.to_contact import ask_contact_notice
from dossier.resources import Resources

GUESSES_TOLD_EVERY = timedelta(days=1)
"""How often a person is told at most that somebody tries codes."""


async def tell_of_guesses(resources: Resources, actor: Actor, code_id: UUID) -> None:
    """Have the person of a code told, once a day at most, that somebody tries; who is nobody's is left alone."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT b.id, b.email, b.phone, b.language FROM one_time_codes c
               JOIN beneficiaries b ON b.id = c.beneficiary_id WHERE c.id = $1 FOR UPDATE OF b""",
            code_id,
        )
        if row is None:
            return
        addresses = {"email": row["email"], "sms": row["phone"]}
        channel = next((way for way in resources.settings.notice_ways if addresses[way]), None)
        told = await tx.value(
            """SELECT EXISTS (SELECT FROM contact_notices
                              WHERE beneficiary_id = $1 AND kind = 'guessed' AND asked_at > $2)""",
            row["id"],
            clock.now() - GUESSES_TOLD_EVERY,
        )
        if channel is not None and not told:
            await ask_contact_notice(
                tx, row["id"], "guessed", channel=channel, address=addresses[channel], language=row["language"]
            )
