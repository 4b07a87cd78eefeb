"""Takes a scanned stack as the worker does, and kills itself with signal 9 at a step: `taker STEP FILE`.

A step is a line of the modules through which a stack goes, in whichever thread. Step 0 is none: the steps are counted,
and their number is written to the file.
"""

import asyncio
import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import dossier
from dossier.batches.folder import take_folder
from dossier.batches.hand_over import hand_over
from dossier.batches.read import read_batch
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.queries import centre_id_of
from dossier.resources import Resources, opened
from dossier.settings import settings

_ROOT = Path(dossier.__file__).parent
_WATCHED = tuple(
    str(_ROOT / each)
    for each in ("batches/", "storage/", "deposits/add_original", "deposits/receive", "database/engine")
)


class Steps:
    """Counts lines, and ends this process at one of them."""

    def __init__(self, last: int) -> None:
        self._last = last
        self._numbers = count(1)
        self.seen = 0

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        """Follow a function of a watched module line by line."""
        if not frame.f_code.co_filename.startswith(_WATCHED):
            return None
        if event == "line":
            self.seen = next(self._numbers)
            if self.seen == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.trace


async def work(resources: Resources, actor: Actor) -> None:
    """Take what lies in the folder, and do what the worker does of it, but for making pages."""
    await take_folder(resources, actor)
    async with transaction(actor) as tx:
        batches = await tx.rows("SELECT id FROM batches WHERE state IN ('reading', 'split')")
    for batch in batches:
        while await _is_read(actor, batch["id"]):
            await read_batch(resources, actor, batch["id"])
        async with transaction(actor) as tx:
            deposits = await tx.rows("SELECT deposit_id FROM batch_deposits WHERE batch_id = $1", batch["id"])
        for deposit in deposits:
            await hand_over(resources, actor, deposit["deposit_id"])


async def _is_read(actor: Actor, batch_id: object) -> bool:
    async with transaction(actor) as tx:
        return bool(await tx.value("SELECT state = 'reading' FROM batches WHERE id = $1", batch_id))


async def _main(step: int, file: Path) -> None:
    steps = Steps(step)
    async with opened(settings()) as resources:
        actor = system(await centre_id_of(settings().centre_code))
        threading.settrace(steps.trace)
        sys.settrace(steps.trace)
        await work(resources, actor)
        sys.settrace(None)
    file.write_text(str(steps.seen))  # noqa: ASYNC240 - nobody else waits


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), Path(sys.argv[2])))
