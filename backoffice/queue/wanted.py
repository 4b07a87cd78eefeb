"""What of the queue an address asks for, and where one comes back to: the last view is kept in the session."""

import re
from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import urlencode

from dossier.documents.wanted import Shown, Wanted
from web.scope import Connection
from web.sessions import STAFF

PATH = "/backoffice/queue"
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_KEPT = "queue"


def read_wanted(told: Mapping[str, str]) -> Wanted:
    """Read a view from an address or a form; what is no code at all is passed over."""
    shown = told.get("shown", "")
    return Wanted(
        shown=Shown(shown) if shown in set(Shown) else Shown.WAITING,
        circuit=_code(told, "circuit"),
        department=_code(told, "department"),
        kind=_code(told, "kind"),
        language=_code(told, "language"),
        unidentified=bool(told.get("unidentified")),
        problem=bool(told.get("problem")),
    )


def _code(told: Mapping[str, str], name: str) -> str:
    text = told.get(name, "")
    return text if _CODE.fullmatch(text) else ""


def address(wanted: Wanted) -> str:
    """Return where a view of the queue is."""
    return f"{PATH}?{urlencode(wanted.query)}" if wanted.query else PATH


async def keep(request: Connection, wanted: Wanted) -> None:
    """Remember the view that is worked on: the next document comes from it."""
    session = await STAFF.of(request)
    if (session.get(_KEPT) or {}) != wanted.query:
        await session.remember(**{_KEPT: wanted.query or None})


async def kept(request: Connection) -> Wanted:
    """Return the view that is worked on."""
    told = (await STAFF.of(request)).get(_KEPT) or {}
    return read_wanted({each.name: told[each.name] for each in fields(Wanted) if each.name in told})
