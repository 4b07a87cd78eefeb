"""Web push where no push service may be asked: each message goes to a page of the installation's own, like an SMS."""

import json
from dataclasses import dataclass

from pydantic import SecretStr

from dossier.notices.channel import Message
from dossier.notices.sms import Sms
from dossier.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PushPostbox:
    """The page, spoken to as the gateway of texts is."""

    url: str
    timeout_seconds: int

    @classmethod
    def of(cls, settings: Settings) -> "PushPostbox | None":
        """Return the page of this installation; None where phones themselves are told."""
        if not settings.push_postbox_url:
            return None
        return cls(url=settings.push_postbox_url, timeout_seconds=settings.push_timeout_seconds)

    def send(self, message: Message) -> None:
        """Hand over what a phone would show, and the path that a tap would open. Raises NoticeRefused, NoticePutOff."""
        path = json.loads(message.words)["path"]
        told = {"to": "Web push", "text": f"{message.subject}\n{path}", "reference": message.reference}
        Sms(url=self.url, token=SecretStr(""), timeout_seconds=self.timeout_seconds).hand_over(told)
