"""A mail server and an SMS gateway on loopback, that keep what they are given and answer as they are told."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(slots=True)
class Postbox:
    """A mail server's letters, and what it answers to a recipient."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)  # in the envelope; empty: nobody
    answers: list[str] = field(default_factory=list)  # to the next recipients, before it says yes to all
    user: str = ""
    password: str = ""

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer a recipient."""
        del server, session, options
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        self.to.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a letter."""
        del server, session
        self.senders.append(envelope.mail_from or "")
        self.letters.append(message_from_bytes(cast("bytes", envelope.content), policy=default))
        return "250 OK"

    def sign_in(self, server: object, session: object, envelope: object, kind: str, who: object) -> AuthResult:
        """Let in who knows the user and the password."""
        del server, session, envelope, kind
        assert isinstance(who, LoginPassword)
        is_right = (who.login.decode(), who.password.decode()) == (self.user, self.password)
        return AuthResult(success=is_right, handled=False)


@asynccontextmanager
async def postbox(user: str = "", password: str = "") -> AsyncIterator[Postbox]:
    """Run a mail server; with a user, it knows one."""
    box = Postbox(user=user, password=password)
    signing: dict[str, Any] = {"authenticator": box.sign_in, "auth_require_tls": False} if user else {}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(box, hostname="postbox.test", enable_SMTPUTF8=True, **signing), "127.0.0.1", 0
    )
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box


@dataclass(slots=True)
class Gateway:
    """An SMS gateway's texts, and what it answers."""

    url: str = ""
    texts: list[dict[str, str]] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)  # to the next ones, before it says yes to all


@contextmanager
def gateway() -> Iterator[Gateway]:
    """Run an SMS gateway."""
    kept = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            code = kept.answers.pop(0) if kept.answers else 202
            kept.tokens.append(self.headers["Authorization"])
            if code < 300:
                kept.texts.append(json.loads(body))
            self.send_response(code)
            if code in {301, 307}:
                self.send_header("Location", kept.url)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}/texts"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
