"""Ask for a one-time code: the answer, and the time it takes, are the same whoever is named."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.errors import Refused
from dossier.events import CodeAsked
from dossier.ids import new_id, read_number
from dossier.outbox.publish import publish
from dossier.people.identify import NumberMistyped
from dossier.settings import Settings
from dossier.signing import fingerprint

_DOUBLED_AT_MOST = 20
"""Beyond it every wait is the longest one."""


class TooManyCodes(Refused):
    """Too many codes were asked for. Try again later today, or come to the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whose code it is: by the number of their file and their birth date, or as who identified already."""

    number: str = ""
    birth_date: date | None = None
    beneficiary_id: UUID | None = None
    social_file_id: UUID | None = None


async def ask_code(settings: Settings, actor: Actor, who: Named, *, language: str, address: str) -> UUID:
    """Have a code sent to the e-mail, or else the telephone, of whoever is named; return its id.

    None goes to an address that replaced another one a short while ago, nor where two people are named alike (twins of
    one file). Nobody of that name, or no way to reach them, is told to no one. `address` is where it is asked from.
    Raises NumberMistyped when the number's check digits are wrong, TooManyCodes for the person or the address.
    """
    number = read_number(who.number)
    if who.beneficiary_id is None and number is None:
        raise NumberMistyped
    code_id, now = new_id(), clock.now()
    async with transaction(actor) as tx:
        found = await _found(tx, who, number, now - timedelta(hours=settings.contact_change_wait_hours))
        person = found["id"] if found else f"{number}:{who.birth_date}"
        asked_for, asked_from = (fingerprint("code", each) for each in (f"for:{person}", f"from:{address}"))
        await _check(tx, settings, asked_for, asked_from)
        channel = _channel(settings, found)
        await tx.run(
            """INSERT INTO one_time_codes (id, centre_id, beneficiary_id, social_file_id, asked_for, asked_from,
                                           channel, language, asked_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
            code_id,
            actor.centre_id,
            found["id"] if found else None,
            found["social_file_id"] if found else None,
            asked_for,
            asked_from,
            channel,
            language,
            now,
            now + timedelta(seconds=settings.one_time_code_seconds),
        )
        about = found["id"] if found else None
        await publish(tx, CodeAsked(record_id=code_id, beneficiary_id=about, kind=channel or "none"))
    return code_id


async def _found(tx: Transaction, who: Named, number: str | None, settled_at: datetime) -> Record | None:
    rows = await tx.rows(
        """SELECT b.id, f.id AS social_file_id,
                  b.email <> '' AND (b.email_replaced_at IS NULL OR b.email_replaced_at <= $5) AS has_email,
                  b.phone <> '' AND (b.phone_replaced_at IS NULL OR b.phone_replaced_at <= $5) AS has_phone
           FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
           JOIN beneficiaries b ON b.id = m.beneficiary_id
           WHERE CASE WHEN $1::uuid IS NOT NULL THEN b.id = $1 AND f.id = $2
                      ELSE f.number = $3 AND b.birth_date = $4 END
           LIMIT 2""",
        who.beneficiary_id,
        who.social_file_id,
        number,
        who.birth_date,
        settled_at,
    )
    return rows[0] if len(rows) == 1 else None


def _channel(settings: Settings, found: Record | None) -> str | None:
    has = {"email": found["has_email"], "sms": found["has_phone"]} if found else {}
    return next((way for way, reaches in has.items() if reaches and way in settings.notice_ways), None)


async def _check(tx: Transaction, settings: Settings, asked_for: str, asked_from: str) -> None:
    """Count what was asked within the window, one asker after the other. Raises TooManyCodes."""
    for key in sorted((asked_for, asked_from)):
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", key)
    counted = await tx.row(
        """SELECT (SELECT count(*) FROM one_time_codes WHERE asked_for = $1 AND asked_at > $3) AS by_person,
                  (SELECT count(*) FROM one_time_codes WHERE asked_from = $2 AND asked_at > $3) AS by_address""",
        asked_for,
        asked_from,
        clock.now() - timedelta(seconds=settings.one_time_codes_window_seconds),
    )
    assert counted is not None
    await _check_wait(tx, settings, asked_for)
    if (
        counted["by_person"] >= settings.one_time_codes_per_person_max
        or counted["by_address"] >= settings.one_time_codes_per_address_max
    ):
        raise TooManyCodes


async def _check_wait(tx: Transaction, settings: Settings, asked_for: str) -> None:
    """Let whoever guessed in earlier windows wait: twice as long after each, up to a bound. Raises TooManyCodes.

    The window that is under way is bounded by the number of its codes alone, so that a slip does not shut anybody out.
    """
    window = timedelta(seconds=settings.one_time_codes_window_seconds)
    failed = await tx.row(
        """SELECT count(*) AS windows, max(last_at) AS last_at FROM (
               SELECT max(asked_at) AS last_at FROM one_time_codes
               WHERE asked_for = $1 AND used_at IS NULL AND guesses > 0 AND asked_at <= $2
               GROUP BY floor(extract(epoch FROM asked_at) / $3) HAVING sum(guesses) >= $4) past""",
        asked_for,
        clock.now() - window,
        settings.one_time_codes_window_seconds,
        settings.one_time_code_guesses_max,
    )
    assert failed is not None
    if not failed["windows"]:
        return
    longest = timedelta(seconds=settings.one_time_codes_wait_max_seconds)
    if clock.now() < failed["last_at"] + min(window * 2 ** min(failed["windows"], _DOUBLED_AT_MOST), longest):
        raise TooManyCodes
