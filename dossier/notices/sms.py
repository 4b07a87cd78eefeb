"""SMS through a gateway that takes JSON by HTTP: `{"to": "+32470000000", "text": "…", "reference": "…"}`."""

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pydantic import SecretStr

from dossier.notices.channel import Message, NoticePutOff, NoticeRefused
from dossier.settings import Settings

_NUMBER = re.compile(r"\+\d{8,15}")
_MAY_BE_LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
_ITS_OWN_DOOR = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
"""The token or the address is wrong: the installation's fault, not the number's, and mended by a person."""


class NoRedirects(HTTPRedirectHandler):
    """Follow nothing: a token and a number go to the address that was set, and nowhere else."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Take no other address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """A gateway, and the token by which it knows us."""

    url: str
    token: SecretStr
    timeout_seconds: int

    @classmethod
    def of(cls, settings: Settings) -> "Sms | None":
        """Return the gateway of this installation; None where none is set."""
        if not settings.sms_url:
            return None
        return cls(url=settings.sms_url, token=settings.sms_token, timeout_seconds=settings.sms_timeout_seconds)

    def send(self, message: Message) -> None:
        """Hand a text over. Raises NoticeRefused, NoticePutOff."""
        number = international(message.to)
        if number is None:
            raise NoticeRefused("number_wrong")
        self.hand_over({"to": number, "text": message.words, "reference": message.reference})

    def hand_over(self, told: dict[str, str]) -> None:
        """Post what a text is to the gateway. Raises NoticeRefused, NoticePutOff."""
        body = json.dumps(told).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token.get_secret_value()}"}
        request = Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 - the settings let http(s) alone pass
        try:
            with build_opener(NoRedirects).open(request, timeout=self.timeout_seconds):
                return
        except HTTPError as error:
            if error.code in _ITS_OWN_DOOR or error.code < HTTPStatus.BAD_REQUEST:
                raise NoticePutOff("server_closed", error.code) from None
            final = error.code < HTTPStatus.INTERNAL_SERVER_ERROR and error.code not in _MAY_BE_LATER
            raise (NoticeRefused if final else NoticePutOff)("message_refused", error.code) from None
        except OSError:
            raise NoticePutOff("server_away") from None


def international(typed: str) -> str | None:
    """Return a number as `+32470000000`; a Belgian one may lack its country. None where it is no number."""
    digits = re.sub(r"[\s./()-]", "", typed)
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^0", "+32", digits)
    return digits if _NUMBER.fullmatch(digits) else None
