"""A real IMAP server for tests: Debian's dovecot on loopback, with a folder of its own and mailboxes made as asked."""

import getpass
import imaplib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.processes import command_line
from tests.support.service import free_port

PASSWORD = "only-tests-know-it"
_START_SECONDS = 20
_TOKENS = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dovecot:
    """A running server. Every address is a mailbox, which opens by PASSWORD."""

    port: int

    def client(self, address: str) -> imaplib.IMAP4:
        """Sign in as somebody else than the service does, and see the mailbox as it is."""
        client = imaplib.IMAP4("127.0.0.1", self.port)
        client.login(address, PASSWORD)
        return client

    def lay(self, address: str, raw: bytes, folder: str = "INBOX") -> None:
        """Lay a mail into a mailbox."""
        client = self.client(address)
        answer, told = client.append(folder, "", "", raw)
        assert answer == "OK", told
        client.logout()

    def lay_all(self, address: str, raws: list[bytes]) -> None:
        """Lay many mails into a mailbox."""
        client = self.client(address)
        for raw in raws:
            answer, told = client.append("INBOX", "", "", raw)
            assert answer == "OK", told
        client.logout()

    def raws(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """Return the mails of a folder as the server keeps them, in the order in which they came."""
        client = self.client(address)
        try:
            if client.select(folder, readonly=True)[0] != "OK" or not self.count(address, folder):
                return []
            told = client.fetch("1:*", "(BODY.PEEK[])")[1]
            return [bytes(each[1]) for each in told if isinstance(each, tuple)]
        finally:
            client.logout()

    def count(self, address: str, folder: str = "INBOX", criteria: str = "ALL") -> int:
        """Return how many mails lie in a folder; 0 for a folder that is not there."""
        client = self.client(address)
        try:
            if client.select(folder, readonly=True)[0] != "OK":
                return 0
            return len(client.search(None, criteria)[1][0].split())
        finally:
            client.logout()


@contextmanager
def dovecot(introspection_url: str = "") -> Iterator[Dovecot]:
    """Run a dovecot; with an address where tokens are looked up, it takes them too. Skips where there is none."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("no dovecot here (Debian: apt-get install dovecot-imapd)")
    with TemporaryDirectory(prefix="dovecot-") as name:  # short: its sockets' paths have an end
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        _write(folder, port, introspection_url)
        log = folder / "said"
        with log.open("wb") as said:
            process = subprocess.Popen([program, "-F", "-c", folder / "dovecot.conf"], stdout=said, stderr=said)
        try:
            _wait(process, port, folder)
            yield Dovecot(port=port)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _write(folder: Path, port: int, introspection_url: str) -> None:
    is_root = os.geteuid() == 0
    user = "nobody" if is_root else getpass.getuser()
    uid, gid = (65534, 65534) if is_root else (os.getuid(), os.getgid())
    mails = folder / "mails"
    mails.mkdir()
    os.chown(mails, uid, gid)
    walls = "" if is_root else f"default_internal_user = {user}\ndefault_login_user = {user}\n"
    unroot = "" if is_root else "service imap-login {\n  chroot =\n}\nservice anvil {\n  chroot =\n}\n"
    tokens = _TOKENS.format(folder=folder) if introspection_url else ""
    (folder / "oauth2.conf").write_text(
        f"introspection_url = {introspection_url}\nintrospection_mode = get\nusername_attribute = username\n"
        "active_attribute = active\nactive_value = true\n"
    )
    (folder / "dovecot.conf").write_text(
        f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login{" xoauth2" if introspection_url else ""}
mail_location = maildir:{mails}/%u
mail_plugins =
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
auth_failure_delay = 0
default_process_limit = 20
default_vsz_limit = 512M
{walls}{unroot}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
{tokens}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={mails}/%u
}}
"""
    )


def _wait(process: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        assert process.poll() is None, (folder / "said").read_text()
        assert time.monotonic() < deadline, command_line(process.pid)
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as talk:
                if talk.recv(16).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.02)
