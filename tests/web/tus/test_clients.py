"""Programs that others wrote for tus speak with us: tus-js-client on Node, tuspy, aiotus."""

import asyncio
import hashlib
import json
import shutil
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import aiotus
import httpx
import pytest
from tusclient.client import TusClient

from dossier.database.engine import transaction
from dossier.settings import Settings
from dossier.uploads.permit import Permit
from tests.support.tus import Sender, large_pdf
from tests.support.webs import Web, web_servers

ROOT = Path(__file__).parents[3]
CHUNK_BYTES = 64 * 1024
FILE = large_pdf(5 * CHUNK_BYTES + 4321)


@pytest.fixture(scope="module")
def web(decided: Settings) -> Iterator[Web]:
    """Run a web server."""
    with web_servers(decided, 1, upload_chunk_max_bytes=CHUNK_BYTES) as (running,):
        yield running


@pytest.fixture
async def sender(web: Web, served_permit: Permit) -> AsyncIterator[Sender]:
    """Return one who has a file to send."""
    async with httpx.AsyncClient(base_url=web.url) as client:
        yield Sender(client=client, permit=served_permit)


async def kept(permit: Permit) -> dict[UUID, str]:
    """Return original → SHA-256, of the permit's deposit."""
    async with transaction(permit.actor) as tx:
        rows = await tx.rows("SELECT id, sha256 FROM originals WHERE deposit_id = $1", permit.deposit_id)
    return {row["id"]: row["sha256"] for row in rows}


def expected(sender: Sender) -> dict[UUID, str]:
    return {sender.original_id: hashlib.sha256(FILE).hexdigest()}


async def tus_js(sender: Sender, web: Web, file: Path, how: str) -> dict[str, Any]:
    """Run the script that sends with tus-js-client; return what it says."""
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "tus-js-client").exists():
        pytest.skip("Node with tus-js-client is not installed (make setup, where npm is)")
    headers = {"Authorization": sender.headers["Authorization"], "Accept-Language": "nl"}
    order = {"endpoint": f"{web.url}/uploads", "headers": headers, "metadata": sender.metadata}
    script = Path(__file__).with_name("upload.mjs")
    process = await asyncio.create_subprocess_exec(
        node, str(script), json.dumps({**order, "file": str(file), "how": how}), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    told: dict[str, Any] = json.loads(said)
    return told


@pytest.mark.parametrize("how", ["at_once", "by_chunks", "by_override", "resumed"])
async def test_tus_js_client_sends(sender: Sender, web: Web, tmp_path: Path, how: str) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(FILE)
    told = await tus_js(sender, web, file, how)
    assert told["ended"] == "success", told
    assert await kept(sender.permit) == expected(sender)


async def test_tus_js_client_terminates(sender: Sender, web: Web, tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(FILE)
    told = await tus_js(sender, web, file, "terminated")
    assert told["ended"] == "aborted"
    assert (await sender.ask("HEAD", httpx.URL(told["url"]).path)).status_code == 410


async def test_tus_js_client_hears_a_refusal_once(sender: Sender, web: Web, tmp_path: Path) -> None:
    file = tmp_path / "noise"
    file.write_bytes(b"no picture" * 30_000)
    assert await tus_js(sender, web, file, "by_chunks") == {"ended": "error", "status": 422}


@pytest.mark.parametrize("checksum", [True, False])
async def test_tuspy_sends_and_resumes(sender: Sender, web: Web, checksum: bool) -> None:
    def send() -> None:
        client = TusClient(f"{web.url}/uploads", headers={"Authorization": sender.headers["Authorization"]})
        options = {"chunk_size": 100_000, "upload_checksum": checksum}
        first = client.uploader(file_stream=BytesIO(FILE), metadata=sender.metadata, **options)
        first.upload(stop_at=200_000)
        client.uploader(file_stream=BytesIO(FILE), url=first.url, **options).upload()

    await asyncio.to_thread(send)
    assert await kept(sender.permit) == expected(sender)


async def test_aiotus_sends_and_asks(sender: Sender, web: Web) -> None:
    headers = {"Authorization": sender.headers["Authorization"]}
    metadata = {key: value.encode() for key, value in sender.metadata.items()}
    location = await aiotus.upload(f"{web.url}/uploads", BytesIO(FILE), metadata, headers=headers, chunksize=100_000)
    assert location is not None
    assert await kept(sender.permit) == expected(sender)
    assert await aiotus.metadata(location, headers=headers) == metadata
