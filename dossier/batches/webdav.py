"""A WebDAV collection."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from webdav4.client import Client, ClientError, ResourceNotFound
from webdav4.http import HTTPStatusError

from dossier.batches.drop import DropAway, DropFile

_AWAY = (OSError, ClientError, httpx.HTTPError, HTTPStatusError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDavDrop:
    """The collection; each question is asked in a thread."""

    client: Client

    async def files(self, inner: str = "") -> list[DropFile]:
        """Return the files of the collection, or of one within."""
        return await asyncio.to_thread(self._files, inner)

    async def fetch(self, name: str, to: Path) -> None:
        """Copy a file to this machine."""
        with _told():
            await asyncio.to_thread(self._fetch, name, to)

    async def move(self, name: str, inner: str, new_name: str) -> None:
        """Move a file into a collection within."""
        await asyncio.to_thread(self._move, name, inner, new_name)

    async def remove(self, inner: str, name: str) -> None:
        """Remove a file from a collection within."""
        with _told():
            await asyncio.to_thread(self.client.remove, f"{inner}/{name}")

    def _files(self, inner: str) -> list[DropFile]:
        with _told():
            try:
                found: list[dict[str, Any]] = self.client.ls(inner, detail=True)  # type: ignore[assignment] # with details
            except ResourceNotFound:
                if inner:
                    return []
                raise
        return [
            DropFile(
                name=each["name"].rstrip("/").rpartition("/")[2],
                size_bytes=each["content_length"] or 0,
                moment=int(each["modified"].timestamp()) if each["modified"] else 0,
            )
            for each in found
            if each["type"] == "file"
        ]

    def _fetch(self, name: str, to: Path) -> None:
        self.client.download_file(name, to)

    def _move(self, name: str, inner: str, new_name: str) -> None:
        with _told():
            if not self.client.exists(inner):
                self.client.mkdir(inner)
            self.client.move(name, f"{inner}/{new_name}", overwrite=True)


@asynccontextmanager
async def webdav_drop(*, address: str, user: str, password: str, timeout_seconds: int) -> AsyncIterator[WebDavDrop]:
    """Open a collection; redirections are not followed, since a password goes to one address alone."""
    told: dict[str, Any] = {"timeout": timeout_seconds, "follow_redirects": False, "trust_env": False}
    client = Client(address, auth=(user, password), retry=False, **told)
    try:
        yield WebDavDrop(client=client)
    finally:
        client.http.close()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except _AWAY as error:
        raise DropAway from error
