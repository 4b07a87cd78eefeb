"""The boxed child: reads one request a line, answers one line; `python -P -m dossier.imaging.child` starts it."""

import json
import os
import sys

from dossier.imaging.limits import allow_cpu_seconds, enclose


def main(arguments: list[str]) -> int:
    """Serve requests until the pipe closes. Arguments: parent id, memory in bytes, seconds a job, pixels, pages."""
    parent, max_bytes, seconds, page_max_pixels, pdf_pages_max = arguments
    # A library that prints must not be heard as an answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    enclose(parent=int(parent), max_bytes=int(max_bytes))

    # The readers are opened only now that the walls stand, and before the first job, which need not wait for them.
    from dossier.imaging.answers import answer
    from dossier.imaging.gate import Caps

    caps = Caps(page_max_pixels=int(page_max_pixels), pdf_pages_max=int(pdf_pages_max))
    for line in sys.stdin:
        allow_cpu_seconds(float(seconds))
        answers.write(json.dumps(answer(json.loads(line), caps)) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
