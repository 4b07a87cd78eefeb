"""Resumable uploads for tests: an open deposit with its permit, a sender that speaks tus, a file of any size."""

import asyncio
import base64
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, Self
from uuid import UUID, uuid4

import httpx
import pytest

from dossier.database.actor import Actor
from dossier.deposits.open import Depositor, open_deposit
from dossier.uploads.permit import Permit, give_permit

CONTENT = "application/offset+octet-stream"


async def open_for(centre_id: UUID) -> Permit:
    """Open a deposit of a passer-by; return the permit to send into it."""
    deposit_id = uuid4()
    sender = Actor(centre_id=centre_id, kind="depositor", place="portal")
    await open_deposit(sender, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    return Permit(actor=sender, deposit_id=deposit_id)


@pytest.fixture
async def permit(actor: Actor) -> Permit:
    """Open a deposit; return the permit to send into it."""
    return await open_for(actor.centre_id)


@dataclass(frozen=True, kw_only=True)
class Sender:
    """One who sends one file by pieces."""

    client: httpx.AsyncClient
    permit: Permit
    paper_id: UUID = field(default_factory=uuid4)
    original_id: UUID = field(default_factory=uuid4)

    @property
    def headers(self) -> dict[str, str]:
        """Return what every request bears."""
        token = give_permit(self.permit.actor, self.permit.deposit_id, self.permit.device_id)
        return {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {token}"}

    @property
    def metadata(self) -> dict[str, str]:
        """Return the ids that name the file."""
        ids = {"deposit": self.permit.deposit_id, "paper": self.paper_id, "original": self.original_id}
        return {key: str(value) for key, value in ids.items()}

    async def create(self, size_bytes: int, content: bytes | None = None, **changes: str) -> httpx.Response:
        """Create an upload, and send bytes with it."""
        coded = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in self.metadata.items())
        headers = {"Upload-Length": str(size_bytes), "Upload-Metadata": coded}
        kind = {} if content is None else {"Content-Type": CONTENT}
        return await self._ask("POST", "/uploads", {**headers, **kind, **_headers(changes)}, content)

    async def created(self, size_bytes: int) -> str:
        """Create an upload, which must succeed; return its path."""
        answer = await self.create(size_bytes)
        assert answer.status_code == 201, answer.text
        return httpx.URL(answer.headers["Location"]).path

    async def send(
        self, path: str, offset_bytes: int, content: bytes | AsyncIterator[bytes], **changes: str
    ) -> httpx.Response:
        """Send the bytes that begin at an offset."""
        headers = {"Upload-Offset": str(offset_bytes), "Content-Type": CONTENT, **_headers(changes)}
        return await self._ask("PATCH", path, headers, content)

    async def ask(self, method: str, path: str, **changes: str) -> httpx.Response:
        """Send a request without a body."""
        return await self._ask(method, path, _headers(changes), None)

    async def offset(self, path: str) -> int:
        """Ask how far the upload has come."""
        answer = await self.ask("HEAD", path)
        assert answer.status_code == 200, answer.headers
        return int(answer.headers["Upload-Offset"])

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], content: bytes | AsyncIterator[bytes] | None
    ) -> httpx.Response:
        told = {key: value for key, value in {**self.headers, **headers}.items() if value}
        return await self.client.request(method, path, headers=told, content=content)


@dataclass(frozen=True, kw_only=True)
class Connection:
    """A PATCH half sent over a connection of its own, that a test breaks off as networks do."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def sending(cls, sender: Sender, path: str, offset_bytes: int, part: bytes, length_bytes: int) -> Self:
        """Begin to send `length_bytes` from an offset; only `part` of them goes on its way."""
        base = sender.client.base_url
        reader, writer = await asyncio.open_connection(base.host, base.port)
        headers = {
            **sender.headers,
            "Host": f"{base.host}:{base.port}",
            "Upload-Offset": str(offset_bytes),
            "Content-Type": CONTENT,
            "Content-Length": str(length_bytes),
        }
        lines = [f"PATCH {path} HTTP/1.1", *(f"{key}: {value}" for key, value in headers.items()), "", ""]
        writer.write("\r\n".join(lines).encode() + part)
        await writer.drain()
        return cls(reader=reader, writer=writer)

    async def status(self) -> int:
        """Return the status that the server answers."""
        return int((await self.reader.readline()).split()[1])

    def close(self, how: str) -> None:
        """Hang up: in an orderly way (`fin`), at once (`rst`)."""
        if how == "rst":
            self.writer.transport.abort()
        else:
            self.writer.close()


def write_pdf(file: BinaryIO, size_bytes: int, seed: int = 0) -> None:
    """Write a PDF of one page and about so many bytes, which no two places of it share, in constant memory."""
    noise = random.Random(seed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    places, written = [], file.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(written)
        written += file.write(b"%d 0 obj%s endobj\n" % (number, content))
    places.append(written)
    filling = max(size_bytes - written - 300, 0)
    written += file.write(b"4 0 obj<</Length %d>>stream\n" % filling)
    while filling:
        written += (part := file.write(noise.randbytes(min(filling, 1 << 20))))
        filling -= part
    written += file.write(b"\nendstream endobj\n")
    file.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % written)


def large_pdf(size_bytes: int, seed: int = 0) -> bytes:
    """Return what `write_pdf` writes."""
    file = BytesIO()
    write_pdf(file, size_bytes, seed)
    return file.getvalue()


def _headers(changes: dict[str, str]) -> dict[str, str]:
    """Return headers from words with underscores; an empty one takes a header away."""
    return {key.replace("_", "-"): value for key, value in changes.items()}
