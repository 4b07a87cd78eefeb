"""Web push: encrypted for the browser (RFC 8291), signed by the installation (RFC 8292), handed to the browser's maker.

What that maker learns is that a message went to a browser, and when; its words are for the browser alone.
"""

from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, build_opener

from pydantic import SecretStr

from dossier.notices.channel import Message, NoticePutOff, NoticeRefused
from dossier.notices.push_key import pems
from dossier.notices.sms import NoRedirects
from dossier.notices.subscription import Subscription, is_push_service
from dossier.settings import Settings

PHONE_GONE = "phone_gone"
"""The browser was taken off its service: nothing will ever reach it there."""
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}  # RFC 8030 §7.3
_MAY_BE_LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
_ITS_OWN_DOOR = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
"""Our key or contact is not taken: the installation's fault, and mended by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """The push services that may be spoken to, and as whom."""

    private_key: SecretStr
    contact: str
    hosts: tuple[str, ...]
    keep_seconds: int
    timeout_seconds: int

    @classmethod
    def of(cls, settings: Settings) -> "Push | None":
        """Return the way to push services of this installation; None where it has no key."""
        if not settings.push_private_key.get_secret_value():
            return None
        return cls(
            private_key=settings.push_private_key,
            contact=settings.push_contact,
            hosts=settings.push_hosts,
            keep_seconds=settings.push_keep_seconds,
            timeout_seconds=settings.push_timeout_seconds,
        )

    def send(self, message: Message) -> None:
        """Hand a message over, whose `to` is a subscription and whose words the browser reads.

        Raises NoticeRefused, NoticePutOff.
        """
        subscription = Subscription.read(message.to)
        if not is_push_service(subscription.endpoint, self.hosts):
            raise NoticeRefused("service_unknown")
        try:
            with build_opener(NoRedirects).open(self._written(subscription, message), timeout=self.timeout_seconds):
                return
        except HTTPError as error:
            raise _told(error.code) from None
        except (HTTPException, OSError):
            raise NoticePutOff("server_away") from None

    def _written(self, subscription: Subscription, message: Message) -> Request:
        from webpush import WebPush
        from webpush.types import WebPushKeys, WebPushSubscription

        private, public = pems(self.private_key.get_secret_value())
        sender = WebPush(private_key=private, public_key=public, subscriber=self.contact, ttl=self.keep_seconds)
        keys = WebPushKeys(auth=subscription.auth, p256dh=subscription.p256dh)
        to = WebPushSubscription.model_validate({"endpoint": subscription.endpoint, "keys": keys})
        made = sender.get(message=message.words, subscription=to)
        topic = message.reference.replace("-", "")  # RFC 8030 §5.4: one that comes twice takes the first one's place
        headers = {
            **{name: str(value) for name, value in made.headers.items()},
            "content-type": "application/octet-stream",
            "topic": topic,
        }
        return Request(subscription.endpoint, data=made.encrypted, headers=headers, method="POST")  # noqa: S310 - https alone was let in


def _told(answer_code: int) -> NoticeRefused | NoticePutOff:
    """Return what an answer comes to: gone, away for now, or not taken."""
    if answer_code in _GONE:
        return NoticeRefused(PHONE_GONE, answer_code)
    if answer_code in _ITS_OWN_DOOR or answer_code < HTTPStatus.BAD_REQUEST:
        return NoticePutOff("server_closed", answer_code)
    final = answer_code < HTTPStatus.INTERNAL_SERVER_ERROR and answer_code not in _MAY_BE_LATER
    return (NoticeRefused if final else NoticePutOff)("message_refused", answer_code)
