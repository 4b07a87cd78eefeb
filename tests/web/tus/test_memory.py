"""A file of any size passes through a web server in constant memory."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from dossier.database.engine import transaction
from dossier.settings import Settings
from dossier.uploads.permit import Permit
from tests.support.processes import descendants
from tests.support.tus import Sender, write_pdf
from tests.support.webs import Web, web_servers

MEGABYTE = 1024 * 1024
SMALL_BYTES, LARGE_BYTES = 30 * MEGABYTE, 300 * MEGABYTE
GROWTH_MAX_BYTES = 24 * MEGABYTE
_READ_BYTES = 64 * 1024


async def read(file: Path) -> AsyncIterator[bytes]:
    with file.open("rb") as opened:
        while data := opened.read(_READ_BYTES):
            yield data


def peak_bytes(web: Web) -> int:
    """Return the most memory that a process of the server has held, those that look at images apart."""
    peaks = []
    for pid, called in {**descendants(web.process.pid), web.process.pid: ""}.items():
        if "imaging.child" not in called:
            status = Path(f"/proc/{pid}/status").read_text()
            peaks.append(int(status.split("VmHWM:")[1].split()[0]) * 1024)
    return max(peaks)


@pytest.mark.torture
async def test_three_hundred_megabytes(decided: Settings, served_permit: Permit, tmp_path: Path) -> None:
    peaks = []
    with web_servers(decided, 1, upload_max_bytes=LARGE_BYTES) as (web,):
        async with httpx.AsyncClient(base_url=web.url, timeout=120) as client:
            for size_bytes in (SMALL_BYTES, LARGE_BYTES):
                file = tmp_path / f"{size_bytes}.pdf"
                with file.open("wb") as opened:
                    write_pdf(opened, size_bytes)
                sender = Sender(client=client, permit=served_permit)
                path = await sender.created(file.stat().st_size)
                answer = await sender.send(path, 0, read(file), Content_Length=str(file.stat().st_size))
                assert answer.status_code == 204, answer.text
                peaks.append(peak_bytes(web))
                async with transaction(served_permit.actor) as tx:
                    sha256 = await tx.value("SELECT sha256 FROM originals WHERE id = $1", sender.original_id)
                with file.open("rb") as opened:
                    assert hashlib.file_digest(opened, "sha256").hexdigest() == sha256
    small, large = (round(each / MEGABYTE) for each in peaks)
    print(f"peak of the web process: {small} MB after a file of 30 MB, {large} MB after one of 300 MB")  # noqa: T201 - the figure is what one runs it for
    assert peaks[1] - peaks[0] < GROWTH_MAX_BYTES
