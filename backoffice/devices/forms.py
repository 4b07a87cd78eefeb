"""What an administrator says of a kiosk."""

import re
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from dossier.errors import Refused
from dossier.people.kiosk_settings import PAPER_WIDTHS_MM, KioskSettings
from web.catalogues import LANGUAGES, OFFICIAL
from web.forms import Form, NotAChoice, blank, text

_NAME_MAX_CHARACTERS = 60
_ADDRESS_MAX_CHARACTERS = 100
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"  # 1 to 63 characters (RFC 1035 §2.3.4)
_ADDRESS = re.compile(rf"{_LABEL}(?:\.{_LABEL})*(?::\d{{2,5}})?")
_CABLE = re.compile(r"/dev/usb/lp\d{1,2}")
_PORTS = range(1, 65536)
OTHER_LANGUAGES = {code: name for code, name in LANGUAGES.items() if code not in OFFICIAL}
"""What a kiosk may offer beside French and Dutch: code → own name."""


class NotAPrinter(Refused):
    """Write the printer's name or number in the network, as 10.0.4.17 or 10.0.4.17:9100; by cable, /dev/usb/lp0."""


class NotSoManySeconds(Refused):
    """Write a number of seconds, from {least} to {most}."""


def _read_printer(typed: str) -> str:
    read = text(_ADDRESS_MAX_CHARACTERS)(typed)
    if _CABLE.fullmatch(typed):
        return typed
    _, _, port = typed.partition(":")
    if not _ADDRESS.fullmatch(typed) or int(port or _PORTS[-1]) not in _PORTS:
        raise NotAPrinter
    return str(read)


def _read_width(typed: str) -> int:
    if typed not in {str(each) for each in PAPER_WIDTHS_MM}:
        raise NotAChoice
    return int(typed)


def _read_language(typed: str) -> str:
    if typed not in OTHER_LANGUAGES:
        raise NotAChoice
    return typed


class _Seconds:
    """Reads a time of a screen."""

    def __init__(self, least: int, most: int) -> None:
        self._range = range(least, most + 1)

    def __call__(self, typed: str) -> int:
        if not typed.isascii() or not typed.isdigit() or int(typed) not in self._range:
            raise NotSoManySeconds(least=self._range.start, most=self._range.stop - 1)
        return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingForm:
    """What a new kiosk is called."""

    name: Annotated[str, text(_NAME_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskForm:
    """How a kiosk works. A time that is left empty is as the installation's settings say."""

    name: Annotated[str, text(_NAME_MAX_CHARACTERS)]
    department_id: UUID | None = None
    printer_address: Annotated[str, _read_printer] = ""
    paper_width_mm: Annotated[int, _read_width]
    languages: tuple[Annotated[str, _read_language], ...]
    # Together below what a visit lives on the server: dossier.settings.kiosk_session_idle_seconds
    idle_seconds: Annotated[int, _Seconds(10, 90)] | None = None
    warning_seconds: Annotated[int, _Seconds(20, 60)] | None = None
    receipt_seconds: Annotated[int, _Seconds(5, 150)] | None = None
    captures_itself: bool = False

    def settings(self) -> KioskSettings:
        """Return it as the dossier knows it."""
        return KioskSettings(
            name=self.name,
            department_id=self.department_id,
            printer_address=self.printer_address,
            paper_width_mm=self.paper_width_mm,
            languages=self.languages,
            idle_seconds=self.idle_seconds,
            warning_seconds=self.warning_seconds,
            receipt_seconds=self.receipt_seconds,
            captures_itself=self.captures_itself,
        )


def shown(known: KioskSettings) -> Form[KioskForm]:
    """Return the form that shows how a kiosk works now."""
    times = {name: getattr(known, name) for name in ("idle_seconds", "warning_seconds", "receipt_seconds")}
    form = blank(
        KioskForm,
        name=known.name,
        department_id=str(known.department_id or ""),
        printer_address=known.printer_address,
        paper_width_mm=str(known.paper_width_mm),
        captures_itself="yes" if known.captures_itself else "",
        **{name: "" if value is None else str(value) for name, value in times.items()},
    )
    return Form(form.value, form.typed, {**form.ticked, "languages": tuple(known.languages)}, form.errors)
