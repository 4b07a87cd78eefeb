"""Becomes LibreOffice behind walls: `python -P -m dossier.imaging.office_child` builds them, and then is that program.

It reads its own code and the file in the cell, writes into the cell, reaches no network and starts nothing but itself.
A macro that a file brings does not run without a person, and where it did, it would find these walls.
"""

import os
import resource
import sys
from pathlib import Path

from dossier.imaging import landlock, seccomp
from dossier.imaging.limits import enclose

_OPEN_FILES_MAX = 512  # LibreOffice holds its libraries' registries open: 110 were seen
_CODE = ("/usr", "/lib", "/lib64", "/opt")
_PLAIN = ("/etc/ld.so.cache", "/etc/fonts", "/etc/libreoffice", "/var/cache/fontconfig")
_RUN = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
_DEVICES = ("/dev/null", "/dev/urandom", "/dev/random")


def main(arguments: list[str]) -> int:
    """Build the walls, and run. Arguments: parent's id, cell, bytes of memory, seconds, program, file."""
    parent, cell, max_bytes, seconds, program, given = arguments
    out = Path(cell) / "out"
    enclose(parent=int(parent), max_bytes=int(max_bytes), open_files_max=_OPEN_FILES_MAX)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    landlock.wall_in(
        readable=[*map(Path, (*_CODE, *_PLAIN, *_DEVICES)), Path(cell) / "in"],
        writable=out,
        runnable=[*map(Path, _RUN), Path(program).parent],
    )
    seccomp.wall_in(becomes_a_program=True)
    os.chdir(out)
    os.execve(  # noqa: S606 - no shell is wanted
        program,
        [
            program,
            f"-env:UserInstallation=file://{out}/profile",
            *("--headless", "--invisible", "--nologo", "--nodefault", "--nolockcheck", "--norestore"),
            *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(out), given),
        ],
        {"LANG": "C.UTF-8", "HOME": str(out), "TMPDIR": str(out), "SAL_USE_VCLPLUGIN": "svp"},
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
