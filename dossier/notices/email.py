"""E-mail by SMTP (RFC 5321), a connection for each; what the server answers is kept as a code, never as its words."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from pydantic import SecretStr

from dossier import clock
from dossier.notices.channel import Message, NoticePutOff, NoticeRefused
from dossier.settings import Settings

_FOR_GOOD = 500
"""Answers from here on are final (RFC 5321 §4.2.1); those below may be others later."""
_SIGN_IN_REFUSED = 535
"""The credentials are wrong: the installation's fault, not the address's, and mended by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """An SMTP server, and in whose name it is spoken to."""

    host: str
    port: int
    security: str  # `starttls`, `tls` or `none`
    user: str
    password: SecretStr
    sender: str
    timeout_seconds: int

    @classmethod
    def of(cls, settings: Settings) -> "Email | None":
        """Return the server of this installation; None where none is set."""
        if not settings.smtp_host:
            return None
        return cls(
            host=settings.smtp_host,
            port=settings.smtp_port,
            security=settings.smtp_security,
            user=settings.smtp_user,
            password=settings.smtp_password,
            sender=settings.smtp_sender,
            timeout_seconds=settings.smtp_timeout_seconds,
        )

    def send(self, message: Message) -> None:
        """Hand an e-mail over. Raises NoticeRefused, NoticePutOff."""
        try:
            with self._connected() as server:
                # From nobody, where it answers: what cannot be delivered comes back to no machine (RFC 3834 §3.3)
                envelope_sender = self.sender if message.answers is None else "<>"
                server.send_message(self._written(message), envelope_sender, [message.to])
        except smtplib.SMTPRecipientsRefused as error:
            raise _told("address_refused", next(iter(error.recipients.values()))[0]) from None
        except smtplib.SMTPResponseException as error:
            if error.smtp_code == _SIGN_IN_REFUSED:
                raise NoticePutOff("server_closed", error.smtp_code) from None
            raise _told("message_refused", error.smtp_code) from None
        except (smtplib.SMTPException, OSError):
            raise NoticePutOff("server_away") from None

    def _connected(self) -> smtplib.SMTP:
        safe = ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_seconds, context=safe)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)
        try:
            if self.security == "starttls":
                server.starttls(context=safe)
            if self.user:
                server.login(self.user, self.password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server

    def _written(self, message: Message) -> EmailMessage:
        written = EmailMessage()
        written["From"], written["To"], written["Subject"] = self.sender, message.to, message.subject
        written["Date"] = format_datetime(clock.now())
        written["Message-ID"] = f"<{message.reference}@{parseaddr(self.sender)[1].partition('@')[2]}>"
        # RFC 3834: no holiday answer comes back
        written["Auto-Submitted"] = "auto-generated" if message.answers is None else "auto-replied"
        if message.answers:
            written["In-Reply-To"] = written["References"] = message.answers
        written.set_content(message.words)
        return written


def _told(problem: str, answer_code: int) -> NoticeRefused | NoticePutOff:
    return (NoticeRefused if answer_code >= _FOR_GOOD else NoticePutOff)(problem, answer_code)
