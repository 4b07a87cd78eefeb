"""The cookie by which a paired kiosk is known: its id and its key, for as long as browsers keep one."""

from uuid import UUID

from litestar.datastructures import Cookie

from dossier.database.actor import Actor
from dossier.people.devices import DeviceUnknown, PairedKiosk, device
from web.scope import Connection, give_cookie, is_https, kept, settings_of

COOKIE = "guichet_device"
PATH = "/kiosk"
_KIOSK = "kiosk"
_KEPT_SECONDS = 400 * 24 * 3600  # the longest that browsers allow (RFC 6265bis §5.5); given anew at each start


def keep_device(connection: Connection, device_id: UUID, key: str) -> None:
    """Have the browser remember which kiosk it is."""
    cookie = Cookie(
        COOKIE,
        value=f"{device_id.hex}.{key}",
        path=PATH,
        max_age=_KEPT_SECONDS,
        httponly=True,
        samesite="strict",
        secure=is_https(settings_of(connection)),
    )
    give_cookie(connection.scope, cookie)


def is_offered(connection: Connection) -> bool:
    """Tell whether the browser says that it is a kiosk, be it right or not."""
    return COOKIE in connection.cookies


async def device_of(connection: Connection) -> Actor:
    """Return which kiosk this is. Raises DeviceUnknown, also for one that was revoked a moment ago."""
    device_id, key = _read(connection)
    found = await device(connection.app.state.centre_id, device_id, key)
    kept(connection.scope, _KIOSK)[_KIOSK] = found
    return found.actor


def kiosk_of(connection: Connection) -> PairedKiosk | None:
    """Return the kiosk that this request was found to come from; None where nobody asked, or it is not known."""
    found: PairedKiosk | None = kept(connection.scope, _KIOSK).get(_KIOSK)
    return found


def keep_longer(connection: Connection) -> None:
    """Give a known kiosk its cookie anew, so that its time begins again. Raises DeviceUnknown."""
    keep_device(connection, *_read(connection))


def _read(connection: Connection) -> tuple[UUID, str]:
    told, _, key = connection.cookies.get(COOKIE, "").partition(".")
    try:
        return UUID(hex=told), key
    except ValueError:
        raise DeviceUnknown from None
