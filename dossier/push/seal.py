"""Keeps a subscription encrypted, and findable by a keyed fingerprint of its address.

Whoever has the address can write to a phone; whoever has a phone knows the address. The key follows from the
installation's own: with another one, nothing here is readable, and phones are switched on anew.
"""

import hashlib
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dossier.notices.subscription import Subscription
from dossier.settings import settings
from dossier.signing import fingerprint

_NONCE_BYTES = 12
_KEY_BYTES = 32


def seal(centre_id: UUID, subscription: Subscription) -> bytes:
    """Encrypt a subscription for a row of this centre."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, subscription.written().encode(), centre_id.bytes)


def unseal(centre_id: UUID, sealed: bytes) -> Subscription | None:
    """Decrypt a subscription; None where the key is another now, or the row another centre's."""
    try:
        text = _cipher().decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], centre_id.bytes)
    except (ValueError, InvalidTag):
        return None
    return Subscription.read(text.decode())


def print_of(endpoint: str) -> str:
    """Return by what the address of a browser is found again."""
    return fingerprint("push endpoint", endpoint)


def _cipher() -> AESGCM:
    secret = hashlib.sha512(settings().secret_key.get_secret_value().encode()).digest()
    return AESGCM(hashlib.blake2b(b"push subscription", key=secret, digest_size=_KEY_BYTES).digest())
