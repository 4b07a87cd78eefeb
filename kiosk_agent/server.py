"""The centre's server, as the kiosk's machine asks it: JSON over HTTPS, with the device's key."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec

from dossier.receipts.slip import Slip
from kiosk_agent.kept import Pairing
from kiosk_agent.offline.numbers import Promised

_ANSWER_MAX_BYTES = 256 * 1024
_PATIENCE_SECONDS = 10
_GLANCE_SECONDS = 2  # a person waits for it
_ON_THE_WAY = "/kiosk/return"
_FORBIDDEN = 403
_TOO_MANY = 429
_OWN_ERRORS = 500  # from here on the fault is the server's

T = TypeVar("T")


class ServerAway(Exception):
    """The centre's server does not answer, or not now: the same may be asked again."""


class ServerRefused(Exception):
    """The centre's server answered, and did not do it."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status

    @property
    def knows_us_no_more(self) -> bool:
        """Tell whether this machine was revoked."""
        return self.status == _FORBIDDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What a one-time code is exchanged for."""

    device_id: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What the centre says this kiosk does: told in answer to each sign of life."""

    printer_address: str  # host, host:port or a file under /dev; empty: this kiosk has no printer of ours
    paper_width_mm: int
    printer_patience_seconds: float  # how long a printer may be silent
    life_seconds: float  # until the next sign of life
    # From here on what a kiosk goes by while its server is away; a server that tells none of it has none take papers in
    print_seconds: float = 20
    languages: tuple[str, ...] = ()  # beside the official ones; none: all
    idle_seconds: int = 60
    warning_seconds: int = 20
    receipt_seconds: int = 30
    captures_itself: bool = True  # a paper that lies still and sharp before the camera
    centre_fr: str = ""
    centre_nl: str = ""
    sealing_key: str = ""  # in base64; empty: nothing may be kept
    now: datetime | None = None  # the server's clock
    numbers: tuple[Promised, ...] = ()  # that this kiosk may promise; none as long as it has enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """A receipt to print, and how long its person stays."""

    seconds: float
    paper_width_mm: int
    slip: Slip


class _NoRedirects(HTTPRedirectHandler):
    """Our key goes to the address that was paired with, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""


_OPENER = build_opener(_NoRedirects)


async def ask(pairing: Pairing, path: str, told: dict[str, Any], answer: type[T]) -> T:
    """Post `told` to a path of the server, and return its answer.

    Raises ServerAway, ServerRefused.
    """
    body, kind = msgspec.json.encode(told), "application/json"
    return await asyncio.to_thread(_post, pairing, path, body, kind, answer)


async def send(pairing: Pairing, path: str, body: bytes) -> None:
    """Post bytes to a path of the server. Raises ServerAway, ServerRefused."""
    await asyncio.to_thread(_post, pairing, path, body, "application/octet-stream", object)


async def is_there(server: str) -> bool:
    """Tell whether the server shows a kiosk's browser anything just now."""
    return await asyncio.to_thread(_is_there, server)


async def exchange(server: str, code: str) -> Pairing:
    """Exchange a one-time code for this machine's id and key. Raises ServerAway, ServerRefused."""
    told = msgspec.json.encode({"code": code})
    nobody = Pairing(server=server, device_id="", key="")
    found = await asyncio.to_thread(_post, nobody, "/kiosk/agent/pairing", told, "application/json", Paired)
    return Pairing(server=server, device_id=found.device_id, key=found.key)


def _post(pairing: Pairing, path: str, body: bytes, kind: str, answer: type[T]) -> T:
    headers = {"Authorization": pairing.credential, "Content-Type": kind, "Accept": "application/json"}
    url = pairing.server + path
    request = Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - as was paired
    try:
        response: HTTPResponse
        with _OPENER.open(request, timeout=_PATIENCE_SECONDS) as response:
            said = response.read(_ANSWER_MAX_BYTES)
    except HTTPError as error:
        with error:
            if error.code >= _OWN_ERRORS or error.code == _TOO_MANY:
                raise ServerAway from None
            raise ServerRefused(error.code) from None
    except (OSError, HTTPException):
        raise ServerAway from None
    try:
        return msgspec.json.decode(said or b"null", type=answer)
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise ServerAway from None  # a portal of the network answers in its place


def _is_there(server: str) -> bool:
    try:
        with _OPENER.open(f"{server}{_ON_THE_WAY}", timeout=_GLANCE_SECONDS) as response:
            return bool(response.status == HTTPStatus.OK)
    except (OSError, HTTPException):
        return False
