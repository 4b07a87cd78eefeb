"""The boxed child: reads one request a line, answers one line; `python -P -m dossier.imaging.child` starts it."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from dossier.imaging import walls
from dossier.imaging.limits import allow_cpu_seconds, enclose

INSPECT_CPU_SECONDS = 0.5
"""Headers take 1 to 10 ms; a JPEG whose EXIF leads back into itself was seen to take 5 s, while its sender waits."""


def main(arguments: list[str]) -> int:
    """Serve until the pipe closes. Arguments: parent's id, cell, niceness, bytes of memory, seconds a job, caps."""
    parent, cell, niceness, max_bytes, seconds, caps_json = arguments
    # A library that prints must not be heard as an answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(told: dict[str, Any]) -> None:
        answers.write(json.dumps(told) + "\n")
        answers.flush()

    os.nice(int(niceness))
    enclose(parent=int(parent), max_bytes=int(max_bytes))
    built = walls.build(Path(cell))

    # The readers are opened only now that the walls stand, and before the first job, which need not wait for them.
    from dossier.allocator import give_back
    from dossier.imaging.answers import answer
    from dossier.imaging.values import Caps

    caps = Caps(**json.loads(caps_json))
    tell({"only_reads": walls.only_reads(built)})
    for line in sys.stdin:
        request = json.loads(line)
        allow_cpu_seconds(min(float(seconds), INSPECT_CPU_SECONDS) if request["verb"] == "inspect" else float(seconds))
        if request["verb"] == "try_walls":
            told = {"value": walls.attempt(built, request["secrets"], request["outside"]).to_json()}
        else:
            told = answer(request, caps)
        tell(told)
        if request["verb"] != "inspect":
            give_back()  # now that nobody waits
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
