"""What a server told the kernel while it took a page in, and whether it said so in the order that keeps a promise."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

CALLS = "write,pwrite64,writev,sendto,sendmsg,fsync,fdatasync,link,linkat,rename,renameat,renameat2"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the promise, and how it looks in a trace (`strace -f -y`)."""

    name: str
    looks: re.Pattern[str]


def steps(vault: str, sha256: str) -> list[Step]:
    """Return the steps by which one original is kept and acknowledged, in the order in which they have to come."""
    inside = re.escape(vault)
    part = rf"{inside}/[^>\"]*\.part"
    return [
        Step("write the bytes", re.compile(rf"\bp?write(?:64|v)?\(\d+<{part}>")),
        Step("sync the file", re.compile(rf"\bf(?:data)?sync\(\d+<{part}>")),
        Step("give it its name", re.compile(rf"\b(?:link|rename)\w*\(.*{sha256}\"")),
        Step("sync the folder", re.compile(rf"\bf(?:data)?sync\(\d+<{inside}/[0-9a-f/-]*>")),
        Step("commit", re.compile(r"\b(?:write|writev|sendto|sendmsg)\(\d+<.*COMMIT")),
        Step("answer", re.compile(r"\b(?:write|writev|sendto|sendmsg)\(\d+<.*HTTP/1\.1 201")),
    ]


def first_missing(trace: Iterable[str], wanted: list[Step]) -> str | None:
    """Return the name of the first step that does not come after those before it; None when all came in order.

    A call that strace shows in two halves counts where it began for the answer, and where it ended for the others:
    what is not finished is not kept.
    """
    waiting: dict[str, str] = {}
    position = 0
    for line in trace:
        pid, _, call = line.partition(" ")
        if "<unfinished ...>" in call:
            waiting[pid] = call
            if not (position == len(wanted) - 1 and wanted[position].looks.search(call)):
                continue
        elif "resumed>" in call:
            call = waiting.pop(pid, "") + call
        if position < len(wanted) and wanted[position].looks.search(call):
            position += 1
        elif position < len(wanted) - 1 and wanted[-1].looks.search(call):
            return wanted[position].name
    return None if position == len(wanted) else wanted[position].name
