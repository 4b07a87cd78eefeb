"""A browser as its push service knows it (W3C Push API), and what a message to it is encrypted with (RFC 8291)."""

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from dossier.errors import Refused

ENDPOINT_MAX_CHARACTERS = 1000
_AUTH_BYTES = 16
_HTTPS_PORT = 443


class NotAPhone(Refused):
    """This phone cannot be told. We tell you by e-mail or SMS, as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Where a browser is reached, and its keys in base64url."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)  # a point of P-256, uncompressed: 65 bytes
    auth: str = field(repr=False)  # 16 bytes

    def check(self, hosts: tuple[str, ...]) -> None:
        """Raise NotAPhone where its address is not at one of these push services, or a key is none."""
        if len(self.endpoint) > ENDPOINT_MAX_CHARACTERS or not is_push_service(self.endpoint, hosts):
            raise NotAPhone
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(self.p256dh))
            is_right = len(_bytes(self.auth)) == _AUTH_BYTES
        except ValueError:
            is_right = False
        if not is_right:
            raise NotAPhone

    def written(self) -> str:
        """Return it as text."""
        return json.dumps({"endpoint": self.endpoint, "p256dh": self.p256dh, "auth": self.auth})

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what `written` wrote."""
        return cls(**json.loads(text))


def is_push_service(endpoint: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether an address is https at one of these hosts; `*.example` stands for all below example.

    A browser names the address, and may lie: nothing else keeps the worker from asking the centre's own network.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port or _HTTPS_PORT
    except ValueError:
        return False
    if parts.scheme != "https" or "@" in parts.netloc or not endpoint.isascii() or not endpoint.isprintable():
        return False
    named = host if port == _HTTPS_PORT else f"{host}:{port}"
    return any(named.endswith(each[1:]) if each.startswith("*.") else named == each for each in hosts)


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
