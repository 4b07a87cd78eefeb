"""A folder on an SFTP server, whose key the installation knows."""

import asyncio
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from dossier.batches.drop import DropAway, DropFile

_AWAY = (OSError, asyncssh.Error, TimeoutError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class SftpDrop:
    """The folder, over an open connection."""

    client: asyncssh.SFTPClient
    folder: str

    async def files(self, inner: str = "") -> list[DropFile]:
        """Return the plain files of the folder, or of one within."""
        with _told():
            try:
                found = [each async for each in self.client.scandir(self._path(inner))]
            except asyncssh.SFTPNoSuchFile:
                if inner:
                    return []
                raise
        return [
            DropFile(name=str(each.filename), size_bytes=each.attrs.size or 0, moment=each.attrs.mtime or 0)
            for each in found
            if stat.S_ISREG(each.attrs.permissions or 0)
        ]

    async def fetch(self, name: str, to: Path) -> None:
        """Copy a file to this machine."""
        with _told():
            await self.client.get(self._path(name), str(to))

    async def move(self, name: str, inner: str, new_name: str) -> None:
        """Move a file into a folder within."""
        with _told():
            with suppress(asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists):
                await self.client.mkdir(self._path(inner))
            await self.client.rename(self._path(name), self._path(f"{inner}/{new_name}"))

    async def remove(self, inner: str, name: str) -> None:
        """Remove a file from a folder within."""
        with _told():
            await self.client.remove(self._path(f"{inner}/{name}"))

    def _path(self, name: str) -> str:
        return f"{self.folder}/{name}" if name else self.folder


@asynccontextmanager
async def sftp_drop(
    *, host: str, port: int, user: str, password: str, host_key: str, folder: str, timeout_seconds: int
) -> AsyncIterator[SftpDrop]:
    """Open a folder. Nothing of the machine's own SSH (keys, agent, configuration) is used. Raises DropAway."""
    with _told():
        known: tuple[list[asyncssh.SSHKey], list[str], list[str]] = ([asyncssh.import_public_key(host_key)], [], [])
        async with asyncio.timeout(timeout_seconds):
            connection = await asyncssh.connect(
                host,
                port,
                username=user,
                password=password,
                known_hosts=known,
                client_keys=None,
                agent_path=None,
                config=None,
                keepalive_interval=timeout_seconds,
            )
    async with connection:
        with _told():
            client = await connection.start_sftp_client()
        async with client:
            yield SftpDrop(client=client, folder=folder.rstrip("/"))


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except _AWAY as error:
        raise DropAway from error
