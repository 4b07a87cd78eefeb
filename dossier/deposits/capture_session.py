"""A phone in a capture session sends pages as long as that lasts, whatever permit it holds."""

from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.errors import Conflict

PLACE = "interview"

LIVE = """(i.joined_at IS NOT NULL AND i.ended_at IS NULL AND d.state <> 'abandoned'
           AND coalesce(d.received_at, {now}) < i.expires_at)"""
"""SQL to format, over interviews `i` and their deposits `d`: whether the phone may go on, or could to the end."""


class CaptureSessionOver(Conflict):
    """This session is over. Your worker has the photos that arrived. Ask them for a new code for others."""


async def check_capture_session(tx: Transaction, deposit_id: UUID) -> None:
    """Raise CaptureSessionOver where a phone acts whose session was ended, or is too old; others are no matter.

    The caller holds the deposit's row where what it does next must not come after the end.
    """
    if tx.actor.kind != "depositor" or tx.actor.place != PLACE:
        return
    if not await tx.value(
        f"""SELECT {LIVE.format(now="$2")} FROM interviews i JOIN deposits d ON d.id = i.deposit_id
            WHERE i.deposit_id = $1""",
        deposit_id,
        clock.now(),
    ):
        raise CaptureSessionOver
