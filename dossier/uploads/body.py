"""The bytes of one request as they come, in pieces of a size; it remembers how they ended."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from dossier.uploads.errors import ChecksumDiffers, CutOff
from dossier.uploads.locks import Hold

ALGORITHMS = ("sha1", "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    """What the bytes of a request must hash to."""

    algorithm: str  # one of ALGORITHMS
    digest: bytes


class Body:
    """What a sender sends. It may end before its end, in a ConnectionError, in silence, or when asked to let go."""

    def __init__(
        self, source: AsyncIterator[bytes], hold: Hold, *, idle_seconds: float, checksum: Checksum | None = None
    ) -> None:
        self.was_cut = False
        self.checksum = checksum
        self._source = source
        self._hold = hold
        self._idle_seconds = idle_seconds
        self._ended = False
        self._rest = b""
        self._seen = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None

    async def piece(self, max_bytes: int) -> AsyncIterator[bytes]:
        """Yield the next bytes, at most so many; fewer are the last ones."""
        while max_bytes and (chunk := await self._next()):
            taken, self._rest = chunk[:max_bytes], chunk[max_bytes:]
            max_bytes -= len(taken)
            yield taken

    async def is_over(self) -> bool:
        """Wait for what comes next; tell whether it is nothing."""
        self._rest = await self._next()
        return not self._rest

    def check(self) -> None:
        """Compare what came with the checksum, where there is one. Raises ChecksumDiffers, CutOff."""
        if self.checksum is None or self._seen is None:
            return
        if self.was_cut:
            raise CutOff
        if self._seen.digest() != self.checksum.digest:
            raise ChecksumDiffers

    async def _next(self) -> bytes:
        found, self._rest = self._rest, b""
        while not found and not self._ended:
            try:
                came = await self._hold.wait_for(anext(self._source, None), self._idle_seconds)
            except (ConnectionError, TimeoutError):
                self.was_cut = self._ended = True
                break
            if came is None:
                self._ended = True
                break
            if self._seen is not None:
                self._seen.update(came)
            found = came
        return found
