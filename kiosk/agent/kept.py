"""What a kiosk took in without network, as its service hands it on: opened, filled, received under its own number."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from litestar import Response, post
from litestar.exceptions import InternalServerException
from litestar.params import FromPath, FromQuery

from dossier.deposits.add_original import add_original
from dossier.deposits.receive import receive
from dossier.deposits.without_network import Claimed, begin, so_far
from dossier.receipts.promised import Promise
from dossier.sealing import opened
from dossier.storage.intake import MEGABYTE, FileTooLarge
from dossier.storage.intake import receive as take_in
from dossier.storage.vault import incoming_dir
from kiosk.agent.credential import agent_of, answer, told
from web.catalogues import DEFAULT_LANGUAGE, LANGUAGES
from web.multipart import BrokenForm
from web.scope import AnyRequest, settings_of

_PATH = "/kiosk/agent/kept/{deposit_id:uuid}"
_BODY_MAX_BYTES = 16 * 1024
_SEAL_BYTES = 1024  # what a seal adds, with room


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Whose a deposit is, as they said; sealed."""

    language: str
    number: str  # of its provisional receipt: what is sealed opens under it alone
    claimed: str = ""  # base64 of a sealed Who; empty: they said nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A file number and a birth date that somebody typed."""

    file_number: str
    birth_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What its person has on paper."""

    number: str
    handed_in_at: datetime


@post(_PATH, status_code=200, request_max_body_size=_BODY_MAX_BYTES)
async def open_kept(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[bytes]:
    """Open a deposit, and answer its state and which originals are here. Raises NotSealed."""
    actor, begun = await agent_of(request), await told(request, Begun)
    language = begun.language if begun.language in LANGUAGES else DEFAULT_LANGUAGE
    found = await begin(actor, deposit_id, language=language, claimed=_claimed(begun))
    return answer({"state": found.state, "original_ids": sorted(found.original_ids)})


@post(_PATH + "/originals/{original_id:uuid}", status_code=200, request_max_body_size=None)
async def fill_kept(
    request: AnyRequest,
    deposit_id: FromPath[UUID],
    original_id: FromPath[UUID],
    paper_id: FromQuery[UUID],
    sealed_as: FromQuery[UUID],
) -> Response[bytes]:
    """Take a photo in, sealed under a name that may be another by now. Raises NotSealed, and as add_original does."""
    actor, settings = await agent_of(request), settings_of(request)
    found = await so_far(actor, deposit_id)
    sealed = await _body(request, settings.upload_max_bytes + _SEAL_BYTES)
    file = await take_in(_once(opened(sealed, str(sealed_as))), incoming_dir(settings), settings.upload_max_bytes)
    try:
        await add_original(request.app.state.resources, found.actor, deposit_id, paper_id, original_id, file)
    finally:
        file.path.unlink(missing_ok=True)
    return answer({})


@post(_PATH + "/receipt", status_code=200, request_max_body_size=_BODY_MAX_BYTES)
async def receive_kept(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[bytes]:
    """Receive a deposit under the number that its person has. Raises NumberNotPromised, PromiseKept."""
    actor, ended = await agent_of(request), await told(request, Ended)
    found = await so_far(actor, deposit_id)
    promise = Promise(number=ended.number, handed_in_at=ended.handed_in_at)
    await receive(request.app.state.resources, found.actor, deposit_id, promise=promise)
    return answer({})


def _claimed(begun: Begun) -> Claimed | None:
    if not begun.claimed:
        return None
    try:
        who = msgspec.json.decode(opened(base64.b64decode(begun.claimed), begun.number), type=Who)
    except (ValueError, msgspec.DecodeError):
        raise BrokenForm from None
    return Claimed(file_number=who.file_number, birth_date=who.birth_date)


async def _body(request: AnyRequest, max_bytes: int) -> bytes:
    """Return the body whole. Raises FileTooLarge, BrokenForm where the kiosk hung up."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > max_bytes:
                raise FileTooLarge(limit_mb=max_bytes // MEGABYTE)
    except InternalServerException:  # so Litestar calls it when whoever asked hangs up
        raise BrokenForm from None
    return bytes(body)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


ROUTES = [open_kept, fill_kept, receive_kept]
