"""Tables in Markdown, printed and put into `docs/benchmarks.md` in place of the last ones."""

import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

from dossier import clock

REPORT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
_TITLE = "# Benchmarks\n\nEach section is written by the script it names; nothing here is typed by hand.\n"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table; numbers with a fraction get three digits."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_cell(each) for each in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value).replace("|", "\\|")


def report(section: str, title: str, body: str, path: Path = REPORT, *, by: str | None = None) -> None:
    """Print a section and write it between its markers, with what wrote it (`by`), the day and the machine."""
    machine = (
        f"{clock.now():%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    )
    begin, end = f"<!-- {section} -->", f"<!-- /{section} -->"
    text = f"{begin}\n## {title}\n\n`{by or f'python -m bench.{section}'}`, {machine}.\n\n{body}\n{end}"
    print(text)
    old = path.read_text() if path.exists() else _TITLE
    found = re.search(re.escape(begin) + ".*?" + re.escape(end), old, flags=re.DOTALL)
    new = old[: found.start()] + text + old[found.end() :] if found else f"{old.rstrip()}\n\n{text}\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(new)
