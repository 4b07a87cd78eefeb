"""Listens to what is asked of the database, so that a test can count it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from dossier.database.engine import ENGINE


class _Listening:
    """A pool whose connections tell each statement while they are lent."""

    def __init__(self, pool: Any, heard: list[str]) -> None:
        self._pool = pool
        self._heard = heard

    def _hear(self, told: Any) -> None:
        self._heard.append(told.query)

    async def acquire(self, **options: Any) -> Any:
        lent = await self._pool.acquire(**options)
        if not _by_itself():
            lent.add_query_logger(self._hear)
        return lent

    async def release(self, lent: Any) -> None:
        lent.remove_query_logger(self._hear)
        await self._pool.release(lent)


def _by_itself() -> bool:
    """Tell whether nobody asked for what runs now: the sweep of an app that just began may be late."""
    task = asyncio.current_task()
    return task is not None and task.get_name() == "sweep"


@contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Yield a list that grows by every statement that something asked for, as long as the block lasts."""
    heard: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(ENGINE, "pool", _Listening(ENGINE.pool, heard))
        yield heard
