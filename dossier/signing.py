"""Signed tokens, which we print, link to or hand to a device and believe when they come back; keyed fingerprints."""

import hashlib

from itsdangerous import BadSignature, URLSafeSerializer

from dossier.errors import Refused
from dossier.settings import settings

_DIGEST_BYTES = 32


class BadToken(Refused):
    """This code is not one of ours, or it is damaged. Try once more, or type the number."""


def sign(purpose: str, value: str) -> str:
    """Return a token that says `value`, for one purpose: URL-safe, without personal data, never expiring."""
    return _serializer(purpose).dumps(value)


def read(purpose: str, token: str) -> str:
    """Return what a token says.

    Raises BadToken when it was not signed by us for this purpose.
    """
    try:
        return str(_serializer(purpose).loads(token))
    except BadSignature as error:
        raise BadToken from error


def fingerprint(purpose: str, value: str) -> str:
    """Return what may be stored to find a value again; without our key nobody finds out which value it was.

    A bare hash would not do for an address: all four billion of the old kind are hashed in minutes.
    """
    # Not `hmac.digest`: it lets other threads go first, each time, where several are wanted in a row (0.1 ms each)
    key = hashlib.sha512(settings().secret_key.get_secret_value().encode()).digest()
    return hashlib.blake2b(f"{purpose}:{value}".encode(), key=key, digest_size=_DIGEST_BYTES).hexdigest()


def _serializer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key.get_secret_value(), salt=f"guichet.{purpose}")
