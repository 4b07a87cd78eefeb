"""Which ways to tell a person this installation has."""

from collections.abc import Mapping

from dossier.notices.channel import Channel
from dossier.notices.email import Email
from dossier.notices.push import Push
from dossier.notices.push_postbox import PushPostbox
from dossier.notices.sms import Sms
from dossier.settings import Settings


def channels(settings: Settings) -> Mapping[str, Channel]:
    """Return each way that is set up, by its name."""
    known: dict[str, Channel | None] = {
        "email": Email.of(settings),
        "sms": Sms.of(settings),
        "push": PushPostbox.of(settings) or Push.of(settings),
    }
    return {name: channel for name, channel in known.items() if channel is not None}
