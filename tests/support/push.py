"""A push service over TLS on loopback, and a phone that reads what came by it as a browser does (RFC 8188, 8291)."""

import json
import os
import ssl
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from dossier.notices.subscription import Subscription

_POINT_BYTES = 65


def text_of(raw: bytes) -> str:
    """Return bytes in base64url."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    """Return the bytes of base64url."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


@dataclass(slots=True)
class Phone:
    """A browser that subscribed: its keys, and its address."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def point(self) -> bytes:
        """Return the public key that messages are encrypted for."""
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> Subscription:
        """Return what the browser hands the page."""
        return Subscription(endpoint=self.endpoint, p256dh=text_of(self.point), auth=text_of(self.auth))

    @property
    def typed(self) -> dict[str, str]:
        """Return what the page sends."""
        told = self.subscription
        return {"endpoint": told.endpoint, "p256dh": told.p256dh, "auth": told.auth}

    def read(self, body: bytes) -> dict[str, str]:
        """Decrypt a message: a header (salt, size of a record, the sender's key), and one record that ends in 2."""
        salt, length = body[:16], body[20]
        sender, record = body[21 : 21 + length], body[21 + length :]
        assert length == _POINT_BYTES
        assert len(record) <= int.from_bytes(body[16:20], "big")
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        secret = _derived(self.auth, shared, b"WebPush: info\0" + self.point + sender, 32)
        key = _derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(salt, secret, b"Content-Encoding: nonce\0", 12)
        told, _, padding = AESGCM(key).decrypt(nonce, record, None).rpartition(b"\x02")
        assert not padding.strip(b"\0")
        read: dict[str, str] = json.loads(told)
        return read


@dataclass(slots=True)
class Came:
    """A message that a push service was given."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class PushService:
    """What a push service was given, and what it answers."""

    host: str = ""  # with its port, as an installation lists it
    came: list[Came] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)  # to the next ones, before it says 201 to all

    def phone(self) -> Phone:
        """Return a browser that subscribed here."""
        return Phone(f"https://{self.host}/send/{uuid4().hex}")

    def for_phone(self, phone: Phone) -> list[dict[str, str]]:
        """Return what a phone was told, in order."""
        return [phone.read(each.body) for each in self.came if phone.endpoint.endswith(each.path)]


@contextmanager
def push_service(folder: Path) -> Iterator[PushService]:
    """Run a push service over TLS, by a certificate that this process and those it starts believe meanwhile."""
    kept = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            code = kept.answers.pop(0) if kept.answers else 201
            headers = {name.lower(): value for name, value in self.headers.items()}
            kept.came.append(Came(self.path, headers, body))
            self.send_response(code)
            if code in {301, 307}:
                self.send_header("Location", f"https://{kept.host}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    chain = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    kept.host = f"127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("SSL_CERT_FILE", str(chain))
            yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def signed_by(authorization: str) -> tuple[dict[str, Any], bytes]:
    """Check who a message says it is from (RFC 8292); return the claims and the public key that they are signed by."""
    scheme, _, rest = authorization.partition(" ")
    assert scheme == "vapid"
    parts = dict(each.strip().split("=", 1) for each in rest.split(","))
    head, claims, signature = parts["t"].split(".")
    raw, point = bytes_of(signature), bytes_of(parts["k"])
    numbers = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    key.verify(numbers, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(bytes_of(head))["alg"] == "ES256"
    return json.loads(bytes_of(claims)), point


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "push.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "push.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path
