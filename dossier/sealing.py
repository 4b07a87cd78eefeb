"""Bytes sealed for this installation: whoever seals them cannot open them again (HPKE, RFC 9180, base mode).

A kiosk without network keeps what was handed in on its own disk, and the database keeps the mailbox's last token. Who
takes the machine, its disk or a copy of the database reads none of it: the key that opens is derived from the
installation's secret and stays on the server.
"""

import base64
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dossier.errors import Refused
from dossier.settings import settings

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_KEY_BYTES = 32


class NotSealed(Refused):
    """This was not sealed for this server, or it is damaged."""


def sealing_key() -> str:
    """Return the key with which others seal for us, in base64: no secret."""
    return base64.b64encode(_private_key().public_key().public_bytes_raw()).decode()


def seal(what: bytes, key: str, about: str) -> bytes:
    """Seal bytes with a key of `sealing_key`; they open under the same `about` alone. Raises ValueError for no key."""
    public = X25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
    return bytes(_SUITE.encrypt(what, public, about.encode()))


def opened(sealed: bytes, about: str) -> bytes:
    """Return what was sealed for us. Raises NotSealed."""
    try:
        return bytes(_SUITE.decrypt(sealed, _private_key(), about.encode()))
    except (InvalidTag, ValueError):
        raise NotSealed from None


@cache
def _private_key() -> X25519PrivateKey:
    secret = settings().secret_key.get_secret_value().encode()
    derived = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=b"guichet.kiosk-seal").derive(secret)
    return X25519PrivateKey.from_private_bytes(derived)
