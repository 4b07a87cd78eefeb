"""Announce: what happened goes on its way to each webhook that asked for it, once; nothing that is sealed does.

What clients hear of gets its number in their lists in the same act, so that whoever is told finds it there.
"""

from datetime import datetime
from uuid import UUID

from dossier.clients.order import give_numbers
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import WebhookMessageMade
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.webhooks.values import READS, WebhookEvent

_OPEN = """d.state = 'validated' AND d.sealed_as IS NULL
           AND (SELECT t.sensitivity FROM document_types t WHERE t.id = d.type_id) = 'normal'"""
_LAST = "(SELECT max(e.at) FROM events e WHERE e.record_id = {record}.id AND e.name IN ({names}))"
_HAPPENED = {
    WebhookEvent.DOCUMENT_VALIDATED: f"SELECT d.decided_at FROM documents d WHERE d.id = $1 AND {_OPEN}",
    WebhookEvent.DOCUMENT_CORRECTED: f"""SELECT {_LAST.format(record="d", names="'DocumentCorrected'")}
                                         FROM documents d WHERE d.id = $1 AND {_OPEN}""",
    WebhookEvent.DOCUMENT_MOVED: f"SELECT d.moved_at FROM documents d WHERE d.id = $1 AND {_OPEN}",
    WebhookEvent.DOCUMENT_WITHDRAWN: f"""SELECT {
        _LAST.format(record="d", names="'DecisionUndone', 'DocumentCorrected', 'DocumentMoved'")
    }
                                         FROM documents d WHERE d.id = $1 AND ({_OPEN}) IS NOT TRUE""",
    WebhookEvent.SIGNAL_RAISED: f"""SELECT s.raised_at FROM signals s JOIN documents d ON d.id = s.document_id
                                    WHERE s.id = $1 AND s.state <> 'withdrawn' AND {_OPEN}""",
    WebhookEvent.REQUEST_ANSWERED: f"""SELECT {_LAST.format(record="r", names="'RequestAnswered'")}
                                       FROM document_requests r WHERE r.id = $1""",
}
"""Event → the SQL that tells since when it is so of a record; no row where a client may not read it."""
_CONCERNED = {
    WebhookEvent.DOCUMENT_WITHDRAWN: """(EXISTS (SELECT FROM webhook_messages m WHERE m.webhook_id = w.id
                                                 AND m.record_id = $3 AND m.event <> $1)
                                         OR EXISTS (SELECT FROM access_log a
                                                    WHERE a.record_id = $3 AND a.actor_id = c.id))""",
    WebhookEvent.REQUEST_ANSWERED: """EXISTS (SELECT FROM document_requests r WHERE r.id = $3
                                              AND (r.client_id = c.id OR NOT asks_for_sealed(r.id)))""",
}
"""Event → the SQL that says which webhooks `w` of clients `c` it concerns; whichever asked for it without one."""
_OF_DOCUMENTS = {WebhookEvent.DOCUMENT_VALIDATED, WebhookEvent.DOCUMENT_CORRECTED, WebhookEvent.DOCUMENT_MOVED}


async def announce(actor: Actor, event: WebhookEvent, record_id: UUID) -> int:
    """Put a message for each webhook into the queue; return how many. A second time there are no more.

    A document that clients may not read now was withdrawn, whatever else happened to it.
    """
    async with transaction(actor) as tx:
        happened_at = await tx.value(_HAPPENED[event], record_id)
        if happened_at is None and event in _OF_DOCUMENTS:
            event = WebhookEvent.DOCUMENT_WITHDRAWN
            happened_at = await tx.value(_HAPPENED[event], record_id)
        if happened_at is None:
            return 0
        made = await _put(tx, event, record_id, happened_at)
        if event in _OF_DOCUMENTS:
            # Those that were raised before the document could be read are heard of only now
            signals = await tx.rows(
                """SELECT id, raised_at FROM signals WHERE document_id = $1 AND state <> 'withdrawn'
                   ORDER BY raised_at, id""",
                record_id,
            )
            for each in signals:
                made += await _put(tx, WebhookEvent.SIGNAL_RAISED, each["id"], each["raised_at"])
            await give_numbers(tx, "document", [record_id])
            await give_numbers(tx, "signal", [each["id"] for each in signals])
        elif event is WebhookEvent.SIGNAL_RAISED:
            await give_numbers(tx, "signal", [record_id])
    return made


async def _put(tx: Transaction, event: WebhookEvent, record_id: UUID, happened_at: datetime) -> int:
    rows = await tx.rows(
        f"""SELECT w.id FROM webhooks w JOIN clients c ON c.id = w.client_id
            WHERE w.ended_at IS NULL AND c.revoked_at IS NULL AND $1 = ANY (w.events) AND $2 = ANY (c.scopes)
              AND $3::uuid IS NOT NULL AND {_CONCERNED.get(event, "true")} ORDER BY w.id""",
        event.value,
        READS[event].value,
        record_id,
    )
    made = 0
    for row in rows:
        message_id = await tx.value(
            """INSERT INTO webhook_messages (id, centre_id, webhook_id, event, record_id, happened_at)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (webhook_id, event, record_id, happened_at) DO NOTHING RETURNING id""",
            new_id(),
            tx.actor.centre_id,
            row["id"],
            event.value,
            record_id,
            happened_at,
        )
        if message_id is not None:
            await publish(tx, WebhookMessageMade(record_id=message_id, kind=event.value))
            made += 1
    return made
