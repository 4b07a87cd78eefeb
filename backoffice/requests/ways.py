"""By which ways a person can be told, and why not by the others."""

from dataclasses import dataclass

from backoffice.requests.words import CHANNELS, WITHOUT_ADDRESS, WITHOUT_SERVER
from dossier.notices.channels import channels
from dossier.settings import Settings


@dataclass(frozen=True, slots=True)
class Way:
    """One way to tell a person."""

    name: str
    label: str
    problem: str | None  # why it cannot be used, as words to translate


def ways(settings: Settings, *, has_email: bool = True, has_phone: bool = True) -> list[Way]:
    """Return each way; as long as nobody is chosen, whoever it will be is taken to have both addresses."""
    there = channels(settings)
    has = {"email": has_email, "sms": has_phone}
    return [
        Way(name, label, WITHOUT_SERVER if name not in there else None if has[name] else WITHOUT_ADDRESS[name])
        for name, label in CHANNELS.items()
    ]
