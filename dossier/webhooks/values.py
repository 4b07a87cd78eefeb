"""What a webhook can tell of, and the secret with which its messages are signed."""

import base64
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from dossier.clients.scopes import Scope
from dossier.signing import fingerprint


class WebhookEvent(StrEnum):
    """What a client can be told of."""

    DOCUMENT_VALIDATED = "document.validated"
    DOCUMENT_CORRECTED = "document.corrected"  # filed as before, and something else is said of it
    DOCUMENT_MOVED = "document.moved"  # of another person, or in another file
    DOCUMENT_WITHDRAWN = "document.withdrawn"  # not filed any more, or sealed: told to those who knew of it
    SIGNAL_RAISED = "signal.raised"
    REQUEST_ANSWERED = "request.answered"  # a paper of it; what is left says the request itself


READS = {
    WebhookEvent.DOCUMENT_VALIDATED: Scope.DOCUMENTS_READ,
    WebhookEvent.DOCUMENT_CORRECTED: Scope.DOCUMENTS_READ,
    WebhookEvent.DOCUMENT_MOVED: Scope.DOCUMENTS_READ,
    WebhookEvent.DOCUMENT_WITHDRAWN: Scope.DOCUMENTS_READ,
    WebhookEvent.SIGNAL_RAISED: Scope.SIGNALS_READ,
    WebhookEvent.REQUEST_ANSWERED: Scope.REQUESTS_READ,
}
"""Event → the scope of which a client needs to read what it is told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address to which messages go."""

    id: UUID
    url: str
    events: tuple[WebhookEvent, ...]
    made_at: datetime

    @property
    def secret(self) -> str:
        """Return what its messages are signed with, as Standard Webhooks writes it."""
        return f"whsec_{base64.b64encode(signing_key(self.id)).decode()}"


def signing_key(webhook_id: UUID) -> bytes:
    """Return the 32 bytes that sign a webhook's messages: made of the installation's key, so that none is kept."""
    return bytes.fromhex(fingerprint("webhook", webhook_id.hex))
