"""The receipts that a browser keeps after its session is over: links alone, so that whoever comes back finds them.

A link says a number and opens plain states; who somebody is, is not kept. A cookie, so that it works without a script.
"""

from datetime import timedelta

from dossier import signing
from dossier.receipts.promised import PURPOSE
from dossier.signing import BadToken
from portal.cookies import keep_cookie
from web.scope import Connection, settings_of

COOKIE = "guichet_receipts"
KEPT_MAX = 10
_BETWEEN = "|"


def kept_receipts(connection: Connection) -> list[tuple[str, str]]:
    """Return number and token of the receipts that this browser keeps, the latest first; a token of others' is none."""
    found = []
    for token in reversed(_tokens(connection)):
        try:
            found.append((signing.read(PURPOSE, token), token))
        except BadToken:
            continue
    return found[:KEPT_MAX]


def is_kept(connection: Connection, token: str) -> bool:
    """Say whether this browser keeps a receipt."""
    return token in _tokens(connection)


def keep(connection: Connection, token: str) -> None:
    """Have the browser keep a receipt, as the latest; the oldest go."""
    _give(connection, [*_but(connection, token), token][-KEPT_MAX:])


def let_go(connection: Connection, token: str) -> None:
    """Have the browser keep a receipt no longer."""
    if token in _tokens(connection):
        _give(connection, _but(connection, token))


def let_all_go(connection: Connection) -> None:
    """Have the browser keep no receipt."""
    if _tokens(connection):
        _give(connection, [])


def _tokens(connection: Connection) -> list[str]:
    return [each for each in connection.cookies.get(COOKIE, "").split(_BETWEEN) if each]


def _but(connection: Connection, token: str) -> list[str]:
    return [each for each in _tokens(connection) if each != token]


def _give(connection: Connection, tokens: list[str]) -> None:
    days = timedelta(days=settings_of(connection).receipts_kept_days)
    keep_cookie(connection, COOKIE, _BETWEEN.join(tokens), days.total_seconds() if tokens else 0)
