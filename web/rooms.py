"""The rooms that have screens, where each begins, and which languages each speaks."""

from web.catalogues import LANGUAGES, OFFICIAL

ROOMS = {"portal": "/", "kiosk": "/kiosk", "backoffice": "/backoffice"}
"""Every room that has screens, and where it begins."""


def room_of(path: str) -> str:
    """Return the room in which an address is: `kiosk`, `backoffice`, or else `portal`."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in ROOMS else "portal"


def languages_of(path: str) -> dict[str, str]:
    """Return the languages that the room of an address speaks, each with its own name: staff's rooms fewer."""
    staff_only = room_of(path) == "backoffice"
    return {code: name for code, name in LANGUAGES.items() if code in OFFICIAL or not staff_only}
