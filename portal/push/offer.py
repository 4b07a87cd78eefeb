"""What a page says to a phone that can be switched on."""

from dataclasses import dataclass

from dossier.notices.push_key import public_key
from dossier.settings import PUSH_STAND_IN
from portal.visitor import Visitor
from web.scope import AnyRequest, settings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PushOffer:
    """By which key a browser subscribes, and to what."""

    key: str  # the installation's public one
    receipt_token: str  # of a deposit; empty: the person who identified
    stands_in: str  # where the demo shows what phones would: the host that its browsers make addresses at


def push_offer(request: AnyRequest, visitor: Visitor, receipt_token: str = "") -> PushOffer | None:
    """Return what a page offers to whoever follows a deposit, or identified; None where nobody can be told."""
    settings = settings_of(request)
    key = settings.push_private_key.get_secret_value()
    if not key or not (receipt_token or visitor.beneficiary_id):
        return None
    stands_in = PUSH_STAND_IN if settings.push_postbox_url else ""
    return PushOffer(key=public_key(key), receipt_token=receipt_token, stands_in=stands_in)
