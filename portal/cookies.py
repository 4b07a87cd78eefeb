"""What a browser keeps of the portal beyond a session: scripts cannot read it, and it works without one."""

from litestar.datastructures import Cookie

from web.scope import Connection, give_cookie, is_https, settings_of


def keep_cookie(connection: Connection, name: str, value: str, max_age_seconds: float) -> None:
    """Have the browser keep a value so long, instead of what it had under this name."""
    secure = is_https(settings_of(connection))
    cookie = Cookie(
        name, value=value, path="/", max_age=round(max_age_seconds), httponly=True, samesite="lax", secure=secure
    )
    give_cookie(connection.scope, cookie)


def drop_cookie(connection: Connection, name: str) -> None:
    """Have the browser keep nothing under this name."""
    if connection.cookies.get(name):
        keep_cookie(connection, name, "", 0)
