"""Redeem a one-time code: once, in time, and after few guesses."""

from datetime import timedelta
from hmac import compare_digest
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.events import CodeMistyped, CodeRedeemed, CodesGuessed
from dossier.one_time_codes.code import code_of
from dossier.outbox.publish import publish
from dossier.people.identify import Identified
from dossier.settings import Settings


class WrongCode(Refused):
    """This is not the code. Look at the last message from us, or ask for a new code."""


class CodeOver(Refused):
    """This code is over. Ask for a new one."""


async def redeem(settings: Settings, actor: Actor, code_id: UUID | None, typed: str) -> Identified:
    """Return whom a code proves its holder to be; `code_id` is the one that was asked for in this very browser.

    A code that was sent to nobody is as wrong as any other. Raises WrongCode; CodeOver when it was used, too old,
    guessed at too often, or never asked for.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """UPDATE one_time_codes c SET guesses = guesses + 1
               FROM (SELECT k.id, b.first_name, b.language FROM one_time_codes k
                     LEFT JOIN beneficiaries b ON b.id = k.beneficiary_id WHERE k.id = $1) who
               WHERE c.id = who.id AND c.used_at IS NULL AND c.expires_at > $2 AND c.guesses < $3
               RETURNING c.asked_for, c.beneficiary_id, c.social_file_id, c.channel, who.first_name, who.language""",
            code_id,
            clock.now(),
            settings.one_time_code_guesses_max,
        )
        is_right = (
            row is not None
            and compare_digest(code_of(code_id or UUID(int=0)), _digits(typed))
            and row["channel"] is not None
        )
        if row is not None and code_id is not None:
            if is_right:
                await tx.run("UPDATE one_time_codes SET used_at = $2 WHERE id = $1", code_id, clock.now())
                await tx.run(  # it was themselves who mistyped
                    "UPDATE one_time_codes SET guesses = 0 WHERE asked_for = $1 AND expires_at <= $2",
                    row["asked_for"],
                    clock.now(),
                )
                await publish(tx, CodeRedeemed(record_id=code_id, beneficiary_id=row["beneficiary_id"]))
            else:
                await publish(tx, CodeMistyped(record_id=code_id))
                guesses = await tx.value(
                    """SELECT sum(guesses) FROM one_time_codes
                       WHERE asked_for = $1 AND used_at IS NULL AND asked_at > $2""",
                    row["asked_for"],
                    clock.now() - timedelta(seconds=settings.one_time_codes_window_seconds),
                )
                if guesses >= settings.one_time_code_guesses_max:
                    await publish(tx, CodesGuessed(record_id=code_id))
    if row is None:
        raise CodeOver
    if not is_right:  # only here: the guess is counted
        raise WrongCode
    return Identified(
        beneficiary_id=row["beneficiary_id"],
        social_file_id=row["social_file_id"],
        first_name=row["first_name"],
        language=row["language"],
    )


def _digits(typed: str) -> str:
    """Return the digits that were typed, on whatever keyboard: an Arabic one has others for the same."""
    return "".join(str(int(each)) for each in typed if each.isdecimal())
