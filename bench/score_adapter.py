"""Turn the lines of `guichet scan … --json` into the predictions that `../shared/tools/score.py` reads.

`guichet scan ../shared/data/corpus/photos/*.jpg --json | python -m bench.score_adapter ../shared/data/corpus > p.jsonl`
then `python ../shared/tools/score.py p.jsonl ../shared/data/corpus/truth.jsonl`.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FRAME = [[0, 0], [1, 0], [1, 1], [0, 1]]
_SCORED_FAULTS = ("blur", "dark", "glare", "cut_off", "too_far")


def prediction(result: Mapping[str, Any], base: Path) -> dict[str, Any]:
    """Return what score.py wants of one scanned file: its first page's quad, in the page's own order, and faults."""
    file = Path(result["file"]).resolve().relative_to(base.resolve()).as_posix()
    if not result["pages"]:
        return {"file": file, "quad": None, "faults": []}
    page = result["pages"][0]
    # The tool counts a missing quad as nothing found; ours says that the whole frame is the page, turned or not.
    turns = page["rotation"] // 90
    quad = page["quad"] or _FRAME[-turns:] + _FRAME[:-turns]
    faults = [each for each in page["verdict"]["faults"] if each in _SCORED_FAULTS]
    return {"file": file, "quad": quad, "corner0": True, "faults": faults}


def main(arguments: list[str]) -> int:
    """Read scan results on standard input, write predictions; the argument is the folder of the truth file."""
    base = Path(arguments[0])
    for line in sys.stdin:
        print(json.dumps(prediction(json.loads(line), base)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
