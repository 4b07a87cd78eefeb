"""The key of a kiosk's service, as each of its requests brings it, and the JSON that it sends and reads."""

from typing import Any, TypeVar
from uuid import UUID

import msgspec
from litestar import Response

from dossier.database.actor import Actor
from dossier.people.devices import DeviceUnknown
from dossier.people.kiosk_agents import agent
from web.multipart import BrokenForm
from web.scope import AnyRequest

_SCHEME = "Bearer "

T = TypeVar("T")


async def agent_of(request: AnyRequest) -> Actor:
    """Return the kiosk whose service asks. Raises DeviceUnknown."""
    told = request.headers.get("authorization", "")
    device_id, _, key = told.removeprefix(_SCHEME).partition(".")
    try:
        return await agent(request.app.state.centre_id, UUID(hex=device_id), key)
    except ValueError:
        raise DeviceUnknown from None


async def told(request: AnyRequest, kind: type[T]) -> T:
    """Return what a request says. Raises BrokenForm."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise BrokenForm from None


def answer(words: dict[str, Any]) -> Response[bytes]:
    """Answer as JSON."""
    return Response(msgspec.json.encode(words), media_type="application/json")
