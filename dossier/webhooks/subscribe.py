"""Subscribe: a client says where it wants to be told of what; and that it wants to no more."""

from collections.abc import Collection
from uuid import UUID, uuid5

from dossier import clock
from dossier.clients.hand_in import KeyUsed
from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.errors import Missing, Refused
from dossier.events import WebhookEnded, WebhookMade
from dossier.outbox.publish import publish
from dossier.settings import Settings
from dossier.webhooks.target import check_url
from dossier.webhooks.values import READS, Webhook, WebhookEvent

_WEBHOOKS = UUID("0c8a9a52-9a0e-5b6c-8f0f-3b9c7e1f4d21")


class NoSuchWebhook(Missing):
    """We know no webhook like this."""


class TooManyWebhooks(Refused):
    """One system has {limit} webhooks at most. End one of them first."""


async def subscribe(settings: Settings, actor: Actor, key: UUID, url: str, wanted: Collection[WebhookEvent]) -> Webhook:
    """Make a webhook, under a key of the client's own, so that a re-send is harmless.

    Raises OutOfScope also where the client may not read what it wants to be told of, TargetNotTaken, KeyUsed,
    TooManyWebhooks.
    """
    check_scope(actor, Scope.WEBHOOKS_MANAGE)
    for each in wanted:
        check_scope(actor, READS[each])
    check_url(url, settings)
    webhook_id, events = uuid5(_WEBHOOKS, f"{actor.id}/{key}"), [each for each in WebhookEvent if each in wanted]
    async with transaction(actor) as tx:
        known = await tx.row("SELECT * FROM webhooks WHERE id = $1", webhook_id)
        if known is not None:
            if (known["url"], known["events"], known["ended_at"]) != (url, events, None):
                raise KeyUsed
            return _webhook(known)
        # Two at once may be one too many, which harms nobody
        if await tx.value("SELECT count(*) FROM webhooks WHERE ended_at IS NULL") >= settings.webhooks_per_client_max:
            raise TooManyWebhooks(limit=settings.webhooks_per_client_max)
        made = await tx.row(
            """INSERT INTO webhooks (id, centre_id, client_id, url, events, made_at) VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (id) DO UPDATE SET url = webhooks.url RETURNING *""",
            webhook_id,
            actor.centre_id,
            actor.id,
            url,
            events,
            clock.now(),
        )
        assert made is not None
        await publish(tx, WebhookMade(record_id=webhook_id, kind=",".join(events)))
    return _webhook(made)


async def webhooks(actor: Actor) -> list[Webhook]:
    """Return the webhooks of a client that are not ended, the first one first. Raises OutOfScope."""
    check_scope(actor, Scope.WEBHOOKS_MANAGE)
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT * FROM webhooks WHERE ended_at IS NULL ORDER BY made_at, id")
    return [_webhook(row) for row in rows]


async def unsubscribe(actor: Actor, webhook_id: UUID) -> None:
    """End a webhook; what is on its way there is not sent any more. Raises OutOfScope, NoSuchWebhook."""
    check_scope(actor, Scope.WEBHOOKS_MANAGE)
    async with transaction(actor) as tx:
        if not await tx.run(
            "UPDATE webhooks SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", webhook_id, clock.now()
        ):
            raise NoSuchWebhook
        await publish(tx, WebhookEnded(record_id=webhook_id))


def _webhook(row: Record) -> Webhook:
    return Webhook(
        id=row["id"],
        url=row["url"],
        events=tuple(WebhookEvent(each) for each in row["events"]),
        made_at=row["made_at"],
    )
