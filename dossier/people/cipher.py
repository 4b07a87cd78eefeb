"""Keeps a NISS encrypted beside the id of its key, and findable by a keyed blind index."""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dossier.errors import Unavailable
from dossier.people.niss import NISS
from dossier.settings import Settings, UnsafeSettingsError

_KEY_BYTES = 32
_NONCE_BYTES = 12  # NIST SP 800-38D: 96 random bits serve 2³² numbers a key, far more than a centre has


class NissUnreadable(Unavailable):
    """This national register number cannot be read with the keys of this installation. Tell the administrator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An encrypted NISS as a row keeps it."""

    key_id: str
    ciphertext: bytes  # nonce (12 bytes), encrypted digits, tag (16 bytes)


class NissCipher:
    """AES-256-GCM under the first of several keys, bound to the centre; HMAC-SHA256 for the index.

    To rotate: put a new key first, seal every row again, drop the old key. The index key stays.
    """

    def __init__(self, keys: Mapping[str, bytes], index_key: bytes) -> None:
        """Take keys of 32 bytes by their id, the first one for sealing. Raises ValueError for another length."""
        if not keys or any(len(key) != _KEY_BYTES for key in (*keys.values(), index_key)):
            msg = f"A NISS key has {_KEY_BYTES} bytes, and there is at least one."
            raise ValueError(msg)
        self._sealing_key_id = next(iter(keys))
        self._keys = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._index_key = index_key

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the cipher of this installation. Raises UnsafeSettingsError, which names the setting to mend."""
        keys = {
            key_id: _key("GUICHET_NISS_KEYS", secret.get_secret_value())
            for key_id, secret in settings.niss_keys.items()
        }
        return cls(keys, _key("GUICHET_NISS_INDEX_KEY", settings.niss_index_key.get_secret_value()))

    def seal(self, centre_id: UUID, niss: NISS) -> Sealed:
        """Encrypt a number for a row of this centre."""
        nonce = os.urandom(_NONCE_BYTES)
        encrypted = self._keys[self._sealing_key_id].encrypt(nonce, niss.digits.encode(), centre_id.bytes)
        return Sealed(key_id=self._sealing_key_id, ciphertext=nonce + encrypted)

    def unseal(self, centre_id: UUID, sealed: Sealed) -> NISS:
        """Decrypt a number. Raises NissUnreadable for an unknown key, another centre's row or changed bytes."""
        try:
            nonce, encrypted = sealed.ciphertext[:_NONCE_BYTES], sealed.ciphertext[_NONCE_BYTES:]
            return NISS(self._keys[sealed.key_id].decrypt(nonce, encrypted, centre_id.bytes).decode())
        except (KeyError, ValueError, InvalidTag):
            raise NissUnreadable from None

    def blind_index(self, centre_id: UUID, niss: NISS) -> bytes:
        """Return the 32 bytes by which a number is found in its centre, and by which nothing else is learnt."""
        return hmac.digest(self._index_key, centre_id.bytes + niss.digits.encode(), hashlib.sha256)


def _key(variable: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise UnsafeSettingsError(f"{variable} needs {_KEY_BYTES} bytes in base64: try `openssl rand -base64 32`.")
    return key
