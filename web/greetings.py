"""A kiosk's first screen: what the machine is for, and a way in, in each language that it speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.catalogues import LANGUAGES, OFFICIAL, direction, speaking
from web.catalogues import gettext as _


@dataclass(frozen=True, slots=True)
class Greeting:
    """The screen's words in one language."""

    code: str
    own_name: str
    direction: str
    is_official: bool  # stands larger
    title: str
    lead: str
    touch: str
    offline: str  # that there is no network just now


def greetings(chosen: Sequence[str]) -> list[Greeting]:
    """Return the ways in: in the centre's languages and the chosen ones, or in all where none was chosen."""
    offered = (*OFFICIAL, *(chosen or LANGUAGES))
    return [_greeting(code, name) for code, name in LANGUAGES.items() if code in offered]


def _greeting(code: str, own_name: str) -> Greeting:
    with speaking(code):
        return Greeting(
            code=code,
            own_name=own_name,
            direction=direction(),
            is_official=code in OFFICIAL,
            title=_("Hand in your papers here"),
            lead=_("Show your papers to the camera. Leave with your papers and a receipt."),
            touch=_("Touch to begin"),
            offline=_("The network is out. You can hand in all the same."),
        )
