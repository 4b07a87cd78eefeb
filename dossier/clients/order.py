"""In which order clients hear of records, and where a client's reading of a list goes on.

A moment is no order: whoever commits late comes before what was read already, and is passed over. So each record gets a
number once what happened to it is committed, in a transaction that others wait for: a number that is seen has none
before it that is still to come. A record that changes gets another number, and is heard of again.
"""

import base64
from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.errors import Refused

Kind = Literal["document", "request", "signal"]
_DIGITS_MAX = 18  # of a bigint, and a few numbers to spare


class CursorUnknown(Refused):
    """This cursor is not one of ours. Begin the list anew without one."""


async def give_numbers(tx: Transaction, kind: Kind, record_ids: Sequence[UUID]) -> None:
    """Put records at the end of what clients hear of; the last act of a transaction, for others wait here."""
    if not record_ids:
        return
    await tx.run("SELECT pg_advisory_xact_lock(hashtext('announcements'), hashtext($1))", str(tx.actor.centre_id))
    await tx.run(  # a statement of its own: it sees what whoever held the lock has committed
        """INSERT INTO announcements (centre_id, kind, record_id, number)
           SELECT $1, $2, each.id, each.place + (SELECT coalesce(max(number), 0) FROM announcements
                                                 WHERE centre_id = $1 AND kind = $2)
           FROM unnest($3::uuid[]) WITH ORDINALITY each (id, place)
           ON CONFLICT (centre_id, kind, record_id) DO UPDATE SET number = excluded.number""",
        tx.actor.centre_id,
        kind,
        record_ids,
    )


def cursor_behind(number: int) -> str:
    """Return the cursor behind a number of a list, in letters that mean nothing to the client."""
    return base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> int:
    """Return the number behind which a list goes on: 0 without a cursor. Raises CursorUnknown."""
    if not cursor:
        return 0
    try:
        told = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except ValueError:
        raise CursorUnknown from None
    if not told.isdecimal() or len(told) > _DIGITS_MAX:
        raise CursorUnknown
    return int(told)
