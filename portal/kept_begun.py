"""What was begun on a phone that keeps its person, and not sent: ids, signed, as long as a deposit may wait.

They are found again for that person alone (`dossier.deposits.resume_begun`), and go with them.
"""

from uuid import UUID

from dossier import signing
from dossier.signing import BadToken
from portal.cookies import drop_cookie, keep_cookie
from web.scope import Connection, settings_of

COOKIE = "guichet_begun"
BEGUN_KEPT_MAX = 5
_PURPOSE = "begun"
_BETWEEN = "|"


def kept_begun(connection: Connection) -> list[UUID]:
    """Return the deposits that this phone began, the oldest first; none where that is damaged."""
    try:
        return [UUID(each) for each in signing.read(_PURPOSE, connection.cookies.get(COOKIE, "")).split(_BETWEEN)]
    except (BadToken, ValueError):
        return []


def keep(connection: Connection, deposit_id: UUID) -> None:
    """Have the phone keep a deposit, as the latest; the oldest go."""
    _give(connection, [*_but(connection, deposit_id), deposit_id][-BEGUN_KEPT_MAX:])


def let_go(connection: Connection, deposit_id: UUID) -> None:
    """Have the phone keep a deposit no longer: it was sent, or is not to be."""
    if deposit_id in kept_begun(connection):
        _give(connection, _but(connection, deposit_id))


def let_all_go(connection: Connection) -> None:
    """Have the phone keep no deposit."""
    drop_cookie(connection, COOKIE)


def _but(connection: Connection, deposit_id: UUID) -> list[UUID]:
    return [each for each in kept_begun(connection) if each != deposit_id]


def _give(connection: Connection, deposits: list[UUID]) -> None:
    if not deposits:
        return let_all_go(connection)
    token = signing.sign(_PURPOSE, _BETWEEN.join(map(str, deposits)))
    return keep_cookie(connection, COOKIE, token, settings_of(connection).deposit_open_seconds)
