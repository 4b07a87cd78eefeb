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
    codes = {name: told[name] for name in ("circuit", "department", "kind", "language") if _is_code(told.get(name))}
    ticks = {name: bool(told.get(name)) for name in ("unidentified", "problem")}
    shown = told.get("shown", "")
    return Wanted(shown=Shown(shown) if shown in set(Shown) else Shown.WAITING, **codes, **ticks)


def _is_code(text: str | None) -> bool:
    return text is not None and _CODE.fullmatch(text) is not None


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
