"""For whom a phone hands in, kept where its person asked for it: opaque ids, signed, which open nothing.

A cookie, so that it works without a script and scripts cannot read it. Who would read identifies, as ever.
"""

from datetime import timedelta
from uuid import UUID

from litestar.datastructures import Cookie

from dossier.people.remembered import is_for, token_of
from web.scope import Connection, give_cookie, is_https, settings_of

COOKIE = "guichet_person"


def kept_person(connection: Connection) -> str:
    """Return what this phone keeps of somebody; empty where it keeps nobody."""
    return connection.cookies.get(COOKIE, "")


def keep(connection: Connection, beneficiary_id: UUID, social_file_id: UUID) -> None:
    """Have the phone keep for whom it hands in."""
    days = settings_of(connection).person_kept_days
    _give(connection, token_of(beneficiary_id, social_file_id), round(timedelta(days=days).total_seconds()))


def let_go_of_others(connection: Connection, beneficiary_id: str, social_file_id: str) -> None:
    """Have the phone keep nobody but this beneficiary in this file, whatever its session still knew."""
    if not is_for(kept_person(connection), beneficiary_id, social_file_id):
        let_go(connection)


def let_go(connection: Connection) -> None:
    """Have the phone keep nobody."""
    if kept_person(connection):
        _give(connection, "", 0)


def _give(connection: Connection, value: str, max_age_seconds: int) -> None:
    secure = is_https(settings_of(connection))
    cookie = Cookie(
        COOKIE, value=value, path="/", max_age=max_age_seconds, httponly=True, samesite="lax", secure=secure
    )
    give_cookie(connection.scope, cookie)
