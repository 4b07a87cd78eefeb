"""Runs a command of the service with a box that remembers: `tests.support.remembering FOLDER COMMAND`."""

import runpy
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

from dossier import resources
from dossier.imaging.box import Box
from tests.support.remembered import RememberingBox

PAUSE_SECONDS = 0.2
"""About what a page takes to be made: a screen is seen to wait for it."""


def remember_in(folder: Path) -> None:
    """Have every box that this process opens remember in a folder; its children start when first asked."""

    @asynccontextmanager
    async def remembering(*, warm: bool, **told: Any) -> AsyncIterator[Box]:
        del warm
        async with Box(**told) as real:
            limits = told["caps"], told["max_bytes"], told["seconds"]
            yield cast("Box", RememberingBox(real=real, limits=limits, pause_seconds=PAUSE_SECONDS, folder=folder))

    vars(resources)["Box"] = remembering  # by that name alone it is asked for


if __name__ == "__main__":
    _, kept, *command = sys.argv
    remember_in(Path(kept))
    sys.argv = ["cli", *command]
    runpy.run_module("cli", run_name="__main__", alter_sys=True)
