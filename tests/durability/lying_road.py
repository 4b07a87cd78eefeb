"""A road to an object store that lies: it answers like a store which breaks one promise."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from tests.durability.bad_road import Road

Lie = Literal[
    "keeps nothing",
    "shows it late",
    "overwrites",
    "overwrites in a race",
    "compares no hash",
    "gives back other bytes",
    "lists nothing",
    "removes nothing",
    "taken, but not there",
]
_YES = b'HTTP/1.1 200 OK\r\nETag: "0"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
_NOT_THERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_CONFLICT = b"HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_XML = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
_NO_KEYS = b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
_REMOVED = b"<DeleteResult><Deleted><Key>any</Key></Deleted></DeleteResult>"


@dataclass
class LyingRoad(Road):
    """The road, and how it lies."""

    lie: Lie | None = None
    _writers: int = 0  # under way now
    _unseen: bool = True  # nobody asked yet for what was written

    async def _ask(self, head: bytes, body: bytes) -> bytes:
        method, target = head.split(b" ", 2)[:2]
        if method == b"PUT":
            return await self._write(head, body)
        if method == b"POST" and self.lie == "removes nothing":  # obstore removes one as it would many
            return _XML % (len(_REMOVED), _REMOVED)
        if b"list-type" in target and self.lie == "lists nothing":
            return _XML % (len(_NO_KEYS), _NO_KEYS)
        if method == b"GET" and self.lie == "shows it late" and self._unseen:
            self._unseen = False
            return _NOT_THERE
        answer = await super()._ask(head, body)
        if method == b"GET" and b"list-type" not in target and self.lie == "gives back other bytes":
            answer = answer[:-1] + bytes([answer[-1] ^ 1])
        return answer

    async def _write(self, head: bytes, body: bytes) -> bytes:
        if self.lie == "keeps nothing":
            return _YES
        if self.lie == "taken, but not there":
            return _CONFLICT
        self._writers += 1
        together = self._writers > 1
        answer = await super()._ask(head, body)
        self._writers -= 1
        believed = {"overwrites": b"412", "overwrites in a race": b"412", "compares no hash": b"400"}.get(
            self.lie or ""
        )
        if self.lie == "overwrites in a race" and not together:
            return answer
        return _YES if believed and re.match(rb"HTTP/1\.1 " + believed, answer) else answer


@asynccontextmanager
async def lying_road(store: str) -> AsyncIterator[LyingRoad]:
    """Open a road to a store, on which nobody lies at first."""
    road = LyingRoad(store)
    await road.open()
    try:
        yield road
    finally:
        await road.close()
