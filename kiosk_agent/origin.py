"""A server's address as a browser says it of its page: the door on this machine compares the two letter by letter."""

from urllib.parse import urlsplit

_PORTS = {"https": 443, "http": 80}
_HERE = {"127.0.0.1", "localhost"}


class NotAnOrigin(ValueError):
    """Write the server's address alone, as https://depot.cpas.example: no path, no name of a person."""


class NotSafe(ValueError):
    """The address of the server begins with https://."""


def origin_of(typed: str) -> str:
    """Return the origin of an address (RFC 6454 §6): small letters, no port that is the usual one, no path.

    Raises NotAnOrigin, NotSafe; http is for a server on this machine.
    """
    try:
        parts = urlsplit(typed.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        raise NotAnOrigin from None
    if parts.scheme not in _PORTS or (parts.scheme == "http" and host not in _HERE):
        raise NotSafe
    if not host or parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        raise NotAnOrigin
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + ("" if port in {None, _PORTS[parts.scheme]} else f":{port}")
