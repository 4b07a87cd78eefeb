"""What became of receipts and the server has not heard: in a file, to be told also after the machine started anew."""

from collections import deque
from contextlib import suppress
from pathlib import Path

import msgspec
import structlog

from kiosk_agent.disk import write_whole

_MOST = 1000  # more are forgotten, the oldest first

_log = structlog.get_logger("kiosk_agent")

Ended = dict[str, str]
"""A print and what came of it, as the server is told: a signed ticket, an id, a word; nobody's name."""


class Untold:
    """The outcomes to tell, oldest first."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ended = deque(_read(file), maxlen=_MOST)

    def first(self) -> Ended | None:
        """Return the oldest; None where all is told."""
        return self._ended[0] if self._ended else None

    def add(self, ended: Ended) -> None:
        """Keep one to tell."""
        self._ended.append(ended)
        self._keep()

    def told(self, ended: Ended) -> None:
        """Forget one that the server heard."""
        with suppress(ValueError):  # so many came meanwhile that it was forgotten already
            self._ended.remove(ended)
            self._keep()

    def _keep(self) -> None:
        try:
            write_whole(self._file, msgspec.json.encode(list(self._ended)))
        except OSError as error:
            _log.error("outcomes are in memory alone", kind=type(error).__name__)


def _read(file: Path) -> list[Ended]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=list[Ended])
    except (OSError, msgspec.DecodeError):
        return []
