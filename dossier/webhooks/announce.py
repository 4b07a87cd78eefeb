"""Announce: what happened goes on its way to each webhook that asked for it, once; nothing that is sealed does."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import WebhookMessageMade
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.webhooks.values import READS, WebhookEvent

_OPEN = """d.state = 'validated' AND d.sealed_as IS NULL
           AND (SELECT t.sensitivity FROM document_types t WHERE t.id = d.type_id) = 'normal'"""
_HAPPENED = {
    WebhookEvent.DOCUMENT_VALIDATED: f"SELECT d.decided_at FROM documents d WHERE d.id = $1 AND {_OPEN}",
    WebhookEvent.SIGNAL_RAISED: f"""SELECT s.raised_at FROM signals s JOIN documents d ON d.id = s.document_id
                                    WHERE s.id = $1 AND s.state <> 'withdrawn' AND {_OPEN}""",
}
"""Event → the SQL that tells since when it is so of a record; no row where a client may not read it."""


async def announce(actor: Actor, event: WebhookEvent, record_id: UUID) -> int:
    """Put a message for each webhook into the queue; return how many. A second time there are no more."""
    async with transaction(actor) as tx:
        happened_at = await tx.value(_HAPPENED[event], record_id)
        if happened_at is None:
            return 0
        rows = await tx.rows(
            """SELECT w.id FROM webhooks w JOIN clients c ON c.id = w.client_id
               WHERE w.ended_at IS NULL AND c.revoked_at IS NULL AND $1 = ANY (w.events) AND $2 = ANY (c.scopes)""",
            event.value,
            READS[event].value,
        )
        made = 0
        for row in rows:
            message_id = await tx.value(
                """INSERT INTO webhook_messages (id, centre_id, webhook_id, event, record_id, happened_at)
                   VALUES ($1, $2, $3, $4, $5, $6)
                   ON CONFLICT (webhook_id, event, record_id, happened_at) DO NOTHING RETURNING id""",
                new_id(),
                actor.centre_id,
                row["id"],
                event.value,
                record_id,
                happened_at,
            )
            if message_id is not None:
                await publish(tx, WebhookMessageMade(record_id=message_id, kind=event.value))
                made += 1
    return made
