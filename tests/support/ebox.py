"""An e-Box and its authorization server on loopback, as the sender's side is described: a key is one message."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dossier.registrations.ebox_token import ASSERTION_TYPE, SCOPE

SENDER, ADDRESSEE, CLIENT, TOKEN = "0212346955", "0123456749", "guichet-test", "a-token"
AUDIENCE = "https://oauth.example"


@dataclass
class Box:
    """What the e-Box was given, and how it answers the next requests before it takes them as it should."""

    key: RSAPrivateKey
    address: str = ""
    tokens: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    takes_then_cuts: bool = False  # the line, once: it has the message, and its answer is lost
    slow_seconds: float = 0
    code: str | None = None  # beside the next yes
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)  # by Idempotency-Key
    files: list[tuple[str, str, bytes]] = field(default_factory=list)  # name, type, content
    asked: int = 0

    def token(self, body: str) -> tuple[int, dict[str, str]]:
        """Answer a token to a client that signed for it, and for this audience and scope."""
        told = {name: values[0] for name, values in parse_qs(body).items()}
        signed, _, signature = told["client_assertion"].rpartition(".")
        self.key.public_key().verify(_bytes(signature), signed.encode(), PKCS1v15(), SHA256())
        claims = json.loads(_bytes(signed.partition(".")[2]))
        assert (told["grant_type"], told["client_assertion_type"], told["scope"]) == (
            "client_credentials",
            ASSERTION_TYPE,
            SCOPE,
        )
        assert (claims["iss"], claims["sub"], claims["aud"]) == (CLIENT, CLIENT, AUDIENCE)
        assert 0 < claims["exp"] - claims["iat"] <= 600
        return self.tokens.pop(0) if self.tokens else (200, {"access_token": TOKEN, "token_type": "Bearer"})

    def publish(self, headers: Any, body: bytes) -> tuple[int, dict[str, str]]:
        """Take a message once under its key; a second one is a conflict, whatever it says."""
        self.asked += 1
        assert headers["Authorization"] == f"Bearer {TOKEN}"
        if self.answers:
            return self.answers.pop(0)
        key = headers["Idempotency-Key"]
        assert key[0] == key[-1] == '"'
        if key in self.messages:
            return 409, {"code": "CONFLICT"}
        form = message_from_bytes(
            b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body, policy=default
        )
        parts = {each.get_param("name", header="content-disposition"): each for each in form.iter_parts()}
        message = json.loads(parts["messageToPublish"].get_content())
        (attached,) = message["attachments"]
        file = parts[attached["httpPartName"]]
        self.messages[key] = message
        content = file.get_payload(decode=True)
        assert isinstance(content, bytes)
        self.files.append((file.get_filename() or "", file.get_content_type(), content))
        return 201, {"messageId": f"m-{len(self.messages)}", **({"code": self.code} if self.code else {})}


def settings_for(box: Box, folder: Path) -> dict[str, Any]:
    """Return the settings of a centre that is known to this e-Box."""
    key_file = folder / "key.pem"
    key_file.write_bytes(box.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return {
        "ebox_url": f"{box.address}/messageRegistry/v3",
        "ebox_token_url": f"{box.address}/oauth/token",
        "ebox_audience": AUDIENCE,
        "ebox_client_id": CLIENT,
        "ebox_key_file": key_file,
        "ebox_sender_number": SENDER,
        "ebox_application_id": "guichet.example",
        "ebox_message_type": "CpasLetter",
        "ebox_timeout_seconds": 1,
    }


@contextmanager
def ebox() -> Iterator[Box]:
    """Run an e-Box that knows one client."""
    box = Box(key=generate_private_key(public_exponent=65537, key_size=2048))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/oauth/token":
                self._answer(*box.token(body.decode()))
                return
            assert self.path == "/messageRegistry/v3/ebox/messages"
            time.sleep(box.slow_seconds)
            status, told = box.publish(self.headers, body)
            if box.takes_then_cuts:
                box.takes_then_cuts = False
                self.close_connection = True
                return
            self._answer(status, told)

        def _answer(self, status: int, told: dict[str, str]) -> None:
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(BrokenPipeError):  # whoever asked waits no more
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's own name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    box.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _bytes(encoded: str) -> bytes:
    return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
