"""Who of the staff is signed in: the session keeps ids and a version, and each request loads the person anew."""

import re
from urllib.parse import quote
from uuid import UUID

from dossier.people import staff
from dossier.people.staff import SignedOut, Staff
from dossier.training.errors import NoTraining, TrainingOver
from dossier.training.twins import twin_of
from web import i18n
from web.scope import Connection, wall_off
from web.sessions import STAFF

SIGN_IN_PATH = "/backoffice/session"
HOME_PATH = "/backoffice"
TRAINS = "trains"
"""Under this name a session says that its staff member is in training."""
_OUR_PATH = re.compile(r"/backoffice(?:[/?][\w\-./?=&%~+:]*)?", re.ASCII)


async def sign_in(connection: Connection, member: Staff) -> None:
    """Begin a session for a staff member whose password was right, under a new key, in their language."""
    session = await STAFF.of(connection)
    await session.renew(
        staff=str(member.actor.id), centre=str(member.actor.centre_id), credential_version=member.credential_version
    )
    i18n.prefer(connection, member.language)


async def sign_out(connection: Connection) -> None:
    """End the session of whoever sits here."""
    await (await STAFF.of(connection)).end()


async def staff_member(request: Connection) -> Staff:
    """Return who is signed in: a dependency of every handler of the backoffice.

    Raises SignedOut, also when they were switched off, or given another password, a moment ago; or signed in at another
    centre. In training they are their twin in the training centre; raises TrainingOver when that went away.
    """
    session = await STAFF.of(request)
    version = session.get("credential_version")
    if version is None or session.data["centre"] != str(request.app.state.centre_id):  # one installation, many centres
        raise SignedOut
    member = await staff.staff_member(UUID(session.data["centre"]), UUID(session.data["staff"]), version)
    i18n.prefer(request, member.language)
    return await _in_training(request, member) if session.get(TRAINS) else member


async def _in_training(request: Connection, member: Staff) -> Staff:
    """Return a staff member's twin, behind the wall.

    Raises TrainingOver where the training centre went away: what was sent for it must reach no other one.
    """
    try:
        twin = await twin_of(member)
    except NoTraining:
        await leave_training(request)
        raise TrainingOver from None
    wall_off(request)
    return twin


async def enter_training(connection: Connection, member: Staff) -> None:
    """Have whoever sits here be in the training centre from now on. Raises NoTraining."""
    await twin_of(member)
    await (await STAFF.of(connection)).remember(**{TRAINS: True})


async def leave_training(connection: Connection) -> None:
    """Have whoever sits here be at their real work again."""
    await (await STAFF.of(connection)).remember(**{TRAINS: None})


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
