"""A real clamd for tests: Debian's, with one signature of our own (EICAR's test file) and nothing downloaded."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.processes import command_line

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless string that every antivirus calls infected (eicar.org)."""
FOUND = "Guichet.Eicar.UNOFFICIAL"
_START_SECONDS = 20


@contextmanager
def clamd(folder: Path, *, stream_max_bytes: int = 50 * 1024 * 1024) -> Iterator[Path]:
    """Run a clamd that works in `folder`; yield the path of its socket. Skips where there is none."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("no clamd here (Debian: apt-get install clamav-daemon)")
    signatures, socket = folder / "signatures", folder / "clamd.ctl"
    signatures.mkdir()
    (signatures / "ours.ndb").write_text(f"Guichet.Eicar:0:*:{EICAR.hex()}\n")
    told = folder / "clamd.conf"
    told.write_text(
        f"LocalSocket {socket}\nDatabaseDirectory {signatures}\nTemporaryDirectory {folder}\nForeground yes\n"
        f"StreamMaxLength {stream_max_bytes}\nMaxFileSize {stream_max_bytes}\nMaxScanSize {stream_max_bytes}\n"
        f"LogFile {folder}/clamd.log\n"
    )
    process = subprocess.Popen([program, "--config-file", told], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not socket.exists():
            assert process.poll() is None, (folder / "clamd.log").read_text()
            assert time.monotonic() < deadline, command_line(process.pid)
            time.sleep(0.02)
        yield socket
    finally:
        process.kill()
        process.wait()
