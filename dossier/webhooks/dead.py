"""Messages that nobody took in time: an administrator has one sent again, or lets it go."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict
from dossier.events import WebhookDiscarded, WebhookRetried
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator

SHOWN_AT_MOST = 200
_DEAD = "failed_at IS NOT NULL AND discarded_at IS NULL"


class MessageNotDead(Conflict):
    """This message waits no more. Nothing needs to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadMessage:
    """A message that nobody took."""

    id: UUID
    client_name: str
    host: str  # where it was to go
    event: str
    record_id: UUID
    happened_at: datetime
    failed_at: datetime
    tries: int
    problem: str
    answer_code: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadMessages:
    """Those that failed first, and how many there are."""

    messages: tuple[DeadMessage, ...]
    count: int


async def dead_messages(actor: Actor) -> DeadMessages:
    """Return the messages that nobody took, those that failed first. Raises AdministratorOnly."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT m.id, c.name AS client_name, substring(w.url FROM '^https?://([^/?#]+)') AS host, m.event,
                       m.record_id, m.happened_at, m.failed_at, m.tries, m.problem, m.answer_code
                FROM webhook_messages m JOIN webhooks w ON w.id = m.webhook_id JOIN clients c ON c.id = w.client_id
                WHERE {_DEAD} ORDER BY m.failed_at, m.id LIMIT {SHOWN_AT_MOST}"""
        )
        count = await tx.value(f"SELECT count(*) FROM webhook_messages WHERE {_DEAD}")
    return DeadMessages(messages=tuple(DeadMessage(**row) for row in rows), count=count)


async def send_again(actor: Actor, message_id: UUID) -> None:
    """Have a message tried anew from its beginning. Raises AdministratorOnly, MessageNotDead."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        if not await tx.run(
            f"UPDATE webhook_messages SET failed_at = NULL, tries = 0 WHERE id = $1 AND {_DEAD}", message_id
        ):
            raise MessageNotDead
        await publish(tx, WebhookRetried(record_id=message_id))


async def discard(actor: Actor, message_id: UUID) -> None:
    """Let a message go: it is not sent any more. Raises AdministratorOnly, MessageNotDead."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        if not await tx.run(
            f"UPDATE webhook_messages SET discarded_at = $2 WHERE id = $1 AND {_DEAD}", message_id, clock.now()
        ):
            raise MessageNotDead
        await publish(tx, WebhookDiscarded(record_id=message_id))
