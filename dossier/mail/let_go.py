"""Let mails go that nobody needs any more: what was filed of them stays, the mail as it was received does not.

A mail that waits is never let go: neither one that a person has yet to look at, nor one of whose papers one is not yet
decided, nor one whose answer is on its way.
"""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import MailRemoved
from dossier.outbox.publish import publish
from dossier.removals.ask import Reason, ask_removal

AT_ONCE = 500

DONE_SINCE = """CASE WHEN m.state IN ('taken', 'settled', 'passed')
    AND NOT EXISTS (SELECT FROM deposits e WHERE e.id = m.deposit_id AND e.state NOT IN ('closed', 'withdrawn'))
    AND NOT EXISTS (SELECT FROM documents w
                    WHERE w.deposit_id = m.deposit_id AND w.state IN ('captured', 'profiled', 'second_reading'))
    AND NOT EXISTS (SELECT FROM mail_answers y WHERE y.mail_id = m.id AND y.sent_at IS NULL AND y.failed_at IS NULL)
    THEN greatest(m.kept_at, m.decided_at, m.settled_at,
                  (SELECT e.closed_at FROM deposits e WHERE e.id = m.deposit_id)) END"""
"""SQL over mails `m`: since when nothing of one waits; null while something does. From then on its days are counted."""


async def let_mails_go(actor: Actor, keep_days: int) -> int:
    """Remove the mails of which nothing waits since so many days, AT_ONCE of them; return how many.

    Their bytes go from the store in a round after it. `actor` is the system.
    """
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT m.id, m.sha256, m.vault_key FROM mails m
                WHERE m.state IN ('taken', 'settled', 'passed') AND m.kept_at <= $1 AND {DONE_SINCE} <= $1
                ORDER BY m.kept_at, m.id LIMIT {AT_ONCE} FOR UPDATE OF m SKIP LOCKED""",
            clock.now() - timedelta(days=keep_days),
        )
        for row in rows:
            await tx.run("DELETE FROM mails WHERE id = $1", row["id"])
            await publish(tx, MailRemoved(record_id=row["id"], sha256=row["sha256"]))
        await ask_removal(tx, [row["vault_key"] for row in rows], Reason.SETTLED)
    return len(rows)
