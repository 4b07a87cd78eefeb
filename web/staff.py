"""Who of the staff is signed in, as the session of the backoffice remembers it."""

import re
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from dossier.database.actor import Actor
from dossier.errors import Forbidden
from web import i18n
from web.scope import Connection
from web.sessions import STAFF

SIGN_IN_PATH = "/backoffice/session"
HOME_PATH = "/backoffice"
_OUR_PATH = re.compile(r"/backoffice(?:[/?][\w\-./?=&%~+:]*)?", re.ASCII)


class SignedOut(Forbidden):
    """You are signed out. Sign in to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """The person at the desk."""

    actor: Actor
    name: str
    language: str


async def sign_in(connection: Connection, member: StaffMember) -> None:
    """Begin a session for a staff member whose password was right, under a new key, in their language."""
    actor = member.actor
    session = await STAFF.of(connection)
    await session.renew(
        staff=str(actor.id),
        centre=str(actor.centre_id),
        department=str(actor.department_id) if actor.department_id else None,
        roles=sorted(actor.roles),
        name=member.name,
        language=member.language,
    )
    i18n.prefer(connection, member.language)


async def sign_out(connection: Connection) -> None:
    """End the session of whoever sits here."""
    await (await STAFF.of(connection)).end()


async def staff_member(request: Connection) -> StaffMember:
    """Return who is signed in: a dependency of every handler of the backoffice. Raises SignedOut."""
    session = await STAFF.of(request)
    if session.get("staff") is None:
        raise SignedOut
    department = session.get("department")
    actor = Actor(
        centre_id=UUID(session.data["centre"]),
        kind="staff",
        id=UUID(session.data["staff"]),
        place="backoffice",
        roles=frozenset(session.data["roles"]),
        department_id=UUID(department) if department else None,
    )
    i18n.prefer(request, session.data["language"])
    return StaffMember(actor=actor, name=session.data["name"], language=session.data["language"])


def sign_in_address(connection: Connection) -> str:
    """Return where to sign in, and come back from to the page that was asked for."""
    if connection.scope.get("method") != "GET":
        return SIGN_IN_PATH
    query = connection.scope["query_string"].decode("latin-1")
    wanted = connection.url.path + (f"?{query}" if query else "")
    return f"{SIGN_IN_PATH}?return_to={quote(wanted, safe='/')}"


def return_address(wanted: str | None) -> str:
    """Return an address that a form brought back, when it is a path of the backoffice; its front page otherwise."""
    return wanted if wanted and _OUR_PATH.fullmatch(wanted) else HOME_PATH
