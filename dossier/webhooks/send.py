"""Send a message to a webhook, signed (Standard Webhooks), and try again later where nobody took it."""

import asyncio
import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.events import WebhookFailed
from dossier.notices.channel import NoticePutOff
from dossier.outbox.publish import publish
from dossier.resources import Resources
from dossier.settings import Settings
from dossier.webhooks.target import TargetNotTaken, connection_to, look_up
from dossier.webhooks.values import signing_key

FIRST_WAIT_SECONDS = 30
WAIT_MAX_SECONDS = 6 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    problem: str | None = None  # a code; None: it was taken
    answer_code: int | None = None
    is_final: bool = False


def signature(key: bytes, message_id: str, at_seconds: int, body: bytes) -> str:
    """Return the `webhook-signature` of a message: HMAC-SHA256 over its id, the moment and the body."""
    signed = hmac.digest(key, f"{message_id}.{at_seconds}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(signed).decode()}"


async def send_webhook(resources: Resources, actor: Actor, message_id: UUID) -> None:
    """Send a message that waits; one that was sent, failed or whose webhook ended is left as it is.

    Raises NoticePutOff, after which it is tried again: after half a minute, then after twice as long each time.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT m.*, w.url FROM webhook_messages m JOIN webhooks w ON w.id = m.webhook_id
               JOIN clients c ON c.id = w.client_id
               WHERE m.id = $1 AND m.sent_at IS NULL AND m.failed_at IS NULL AND w.ended_at IS NULL
                 AND c.revoked_at IS NULL""",
            message_id,
        )
    if row is None:
        return
    outcome = await asyncio.to_thread(_hand_over, resources.settings, row)
    ends = outcome.is_final or row["tries"] + 1 >= resources.settings.webhook_tries_max
    failed = outcome.problem is not None and ends
    async with transaction(actor) as tx:
        await tx.run(
            """UPDATE webhook_messages SET tries = tries + 1, problem = $2, answer_code = $3,
                      sent_at = CASE WHEN $2::text IS NULL THEN $4::timestamptz END,
                      failed_at = CASE WHEN $5::boolean THEN $4::timestamptz END
               WHERE id = $1""",
            message_id,
            outcome.problem,
            outcome.answer_code,
            clock.now(),
            failed,
        )
        if failed:
            await publish(tx, WebhookFailed(record_id=message_id, problem=outcome.problem or ""))
    if outcome.problem is not None and not failed:
        wait = min(FIRST_WAIT_SECONDS * 2 ** row["tries"], WAIT_MAX_SECONDS)
        raise NoticePutOff(outcome.problem, outcome.answer_code, wait_seconds=wait)


def _hand_over(settings: Settings, message: Record) -> _Outcome:
    """Post a message; say what came of it. A redirect is not followed: the address is the client's to mend."""
    told = {
        "type": message["event"],
        "timestamp": message["happened_at"].isoformat(),
        "data": {"id": str(message["record_id"])},
    }
    body, at_seconds = json.dumps(told).encode(), int(clock.now().timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Guichet",
        "webhook-id": str(message["id"]),
        "webhook-timestamp": str(at_seconds),
        "webhook-signature": signature(signing_key(message["webhook_id"]), str(message["id"]), at_seconds, body),
    }
    try:
        target = look_up(message["url"], settings)
        connection = connection_to(target, settings.webhook_timeout_seconds)
        try:
            connection.request("POST", target.path, body=body, headers=headers)
            status = connection.getresponse().status
        finally:
            connection.close()
    except TargetNotTaken:
        return _Outcome(problem="target_not_taken", is_final=True)
    except (HTTPException, OSError):
        return _Outcome(problem="server_away")
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return _Outcome()
    return _Outcome(problem="message_refused", answer_code=status, is_final=status == HTTPStatus.GONE)
