"""The accessibility statement, by the model of Decision (EU) 2018/1523: what portal and kiosk say alike."""

from dataclasses import dataclass
from datetime import date

from web.catalogues import LANGUAGES, by_machine
from web.scope import Connection, settings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """How far the service can be used by everybody, and whom to tell where it cannot."""

    email: str  # may be empty, as the telephone
    phone: str
    machine_languages: tuple[tuple[str, str], ...]  # code and own name
    prepared_on: date = date(2026, 11, 26)
    """When the service was last looked through for what the statement says. A change of that is a new date here."""
    control_url: str = "https://accessibility.belgium.be"
    """BOSA, which coordinates the bodies that control public services in Belgium, and lists them."""
    ombudsman_url: str = "https://www.ombudsman.be"
    """The ombudsmen of Belgium, each with whom they answer for."""


def statement(connection: Connection) -> Statement:
    """Return the statement of this centre."""
    settings = settings_of(connection)
    return Statement(
        email=settings.accessibility_email,
        phone=settings.accessibility_phone,
        machine_languages=tuple((code, name) for code, name in LANGUAGES.items() if by_machine(code)),
    )
