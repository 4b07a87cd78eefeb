"""Where a message may go: to no address within the centre's own network, unless the installation says so.

A client names an address, and our server goes there: it must not become a hand that reaches behind the firewall
(OWASP, Server-Side Request Forgery). The name is looked up once, and that very address is spoken with: a name that
points elsewhere a moment later leads nowhere.
"""

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from dossier.errors import Refused
from dossier.settings import Settings

_PORTS = {"https": 443, "http": 80}
URL_MAX_CHARACTERS = 500


class TargetNotTaken(Refused):
    """Messages go to an address that begins with https:// and is not within this network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address that was looked up and may be spoken with."""

    secure: bool
    host: str
    port: int
    address: str  # of the machine, as it was looked up
    path: str


def check_url(url: str, settings: Settings) -> None:
    """Raise TargetNotTaken for what can be no target whatever its name points to."""
    _split(url, settings)


def look_up(url: str, settings: Settings) -> Target:
    """Return where a message goes. Raises TargetNotTaken, OSError where the name is not known; blocks."""
    if not settings.webhooks_leave:
        raise TargetNotTaken
    parts, port = _split(url, settings)
    assert parts.hostname is not None
    found = [str(each[4][0]) for each in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)]
    if not settings.webhook_private_targets and not all(ipaddress.ip_address(each).is_global for each in found):
        raise TargetNotTaken
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure=parts.scheme == "https", host=parts.hostname, port=port, address=found[0], path=path)


def connection_to(target: Target, timeout_seconds: float) -> HTTPConnection:
    """Return a connection to the machine that was looked up, which proves that it has the name that was given."""
    if target.secure:
        return _Secure(target, timeout_seconds)
    return _Plain(target, timeout_seconds)


def _split(url: str, settings: Settings) -> tuple[SplitResult, int]:
    schemes = {"https", "http"} if settings.webhook_private_targets else {"https"}
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        raise TargetNotTaken from None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= URL_MAX_CHARACTERS
    if parts.scheme not in schemes or not host or not plain or parts.username is not None or parts.fragment:
        raise TargetNotTaken
    return parts, port


class _Plain(HTTPConnection):
    def __init__(self, target: Target, timeout_seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=timeout_seconds)
        self._target = target

    def connect(self) -> None:
        self.sock = socket.create_connection((self._target.address, self.port), self.timeout)


class _Secure(HTTPSConnection):
    def __init__(self, target: Target, timeout_seconds: float) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(target.host, target.port, timeout=timeout_seconds, context=self._tls)
        self._target = target

    def connect(self) -> None:
        plain = socket.create_connection((self._target.address, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self._target.host)
