"""A real time stamp authority for tests: `openssl ts` behind a small web server at loopback."""

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dossier.journal.authority import Rfc3161Authority, read_certificates

_CONFIG = """\
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAuthority:
    """A running authority."""

    __test__ = False

    url: str
    certificates: Path  # its root, as PEM

    def client(self, timeout_seconds: int = 5) -> Rfc3161Authority:
        """Return how the house asks it."""
        return Rfc3161Authority(self.url, read_certificates(self.certificates), timeout_seconds)


@contextmanager
def stamp_authority(folder: Path) -> Iterator[TestAuthority]:
    """Run an authority that keeps its keys in a folder. Skips where there is no openssl."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here (Debian: apt-get install openssl)")
    folder.mkdir(parents=True, exist_ok=True)
    write_certificates(folder)
    (folder / "tsa.conf").write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = _reply(folder, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield TestAuthority(url=f"http://127.0.0.1:{server.server_port}/", certificates=folder / "root.pem")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _reply(folder: Path, query: bytes) -> bytes:
    done = subprocess.run(
        ["openssl", "ts", "-reply", "-config", folder / "tsa.conf", "-queryfile", "/dev/stdin"],
        input=query,
        capture_output=True,
        check=True,
        timeout=10,
    )
    return done.stdout


def write_certificates(folder: Path) -> None:
    """Make a root, and a certificate for time stamps that it signed."""
    root_key, key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
    root_name, name = _name("Root of the tests"), _name("Time stamps of the tests")
    root = (
        _certificate(root_name, root_name, root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    signer = (
        _certificate(name, root_name, key.public_key())
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    for file, certificate in (("root.pem", root), ("signer.pem", signer)):
        (folder / file).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "signer.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _certificate(name: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
