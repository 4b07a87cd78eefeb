"""What an administrator says of a counter."""

import re
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from dossier.counter.counters import Counter, CounterTold
from dossier.errors import Refused
from web.forms import Form, blank, text

_NAME_MAX_CHARACTERS = 40
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class NotAFolder(Refused):
    """Write the folder's name alone: small letters, figures and hyphens, 40 at most."""


def _read_folder(typed: str) -> str:
    if not _FOLDER.fullmatch(typed):
        raise NotAFolder
    return typed


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterForm:
    """A counter: its name, the folder of its scanner, the kiosk's service that prints there."""

    name: Annotated[str, text(_NAME_MAX_CHARACTERS)]
    folder: Annotated[str, _read_folder] = ""
    device_id: UUID | None = None

    def told(self) -> CounterTold:
        """Return it as the dossier knows it."""
        return CounterTold(name=self.name, folder=self.folder, device_id=self.device_id)


def shown(counter: Counter) -> Form[CounterForm]:
    """Return the form that shows how a counter is now."""
    return blank(CounterForm, name=counter.name, folder=counter.folder, device_id=str(counter.device_id or ""))
