"""The walls between the boxed child and all else: which stand here, and trying from inside whether they hold."""

import os
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from dossier.imaging import landlock, seccomp

_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")
"""Where pypdfium2 looks for the fonts that a PDF names but does not bring."""
_DEVICES = ("/dev/null", "/dev/urandom")
_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, kw_only=True)
class Walls:
    """Which walls were built, and what the child could not do when it tried."""

    landlock: bool
    seccomp: bool
    no_network: bool
    no_other_files: bool
    no_writing_elsewhere: bool
    no_programs: bool

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(**{name: bool(value[name]) for name in cls.__dataclass_fields__})

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def build(cell: Path) -> dict[str, bool]:
    """Leave this process the code, fonts, what lies in `cell/in`, and writing into `cell/out`; tell which walls stand.

    Call it after `limits.enclose`, and before there are threads.
    """
    code = (_PACKAGE, Path(sys.base_prefix) / "lib", *(Path(each) for each in sys.path if each.endswith("-packages")))
    plain = (Path(each) for each in (*_LIBRARIES, *_FONTS, *_DEVICES))
    return {
        "landlock": landlock.wall_in(readable=(*code, *plain, cell / "in"), writable=cell / "out"),
        "seccomp": seccomp.wall_in(),
    }


def only_reads(built: Mapping[str, bool]) -> bool:
    """Tell whether behind these walls nobody can change a file of `cell/in`, nor cut it off, nor give it other rights.

    Whatever is linked there is then safe, though its bytes are kept elsewhere too.
    """
    return built["landlock"] and built["seccomp"] and landlock.version() >= landlock.CUTS_OFF_SINCE


def attempt(built: Mapping[str, bool], secrets: Sequence[str], outside: str) -> Walls:
    """Try to get out: to a socket, to files that are none of ours, to a new file, to a program."""
    return Walls(
        landlock=built["landlock"],
        seccomp=built["seccomp"],
        no_network=_is_stopped(_connect),
        no_other_files=all(_is_stopped(lambda path=path: Path(path).read_bytes()) for path in secrets),  # type: ignore[misc]
        no_writing_elsewhere=_is_stopped(lambda: _write(Path(outside))),
        no_programs=_is_stopped(_run),
    )


def _is_stopped(act: Callable[[], object]) -> bool:
    """Tell whether the kernel forbade an act; failing for another reason is no wall."""
    try:
        act()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _connect() -> None:
    with socket.socket() as outgoing:
        outgoing.settimeout(1)
        outgoing.connect(("127.0.0.1", 9))


def _write(path: Path) -> None:
    path.write_bytes(b"")
    path.unlink()


def _run() -> None:
    with suppress(ChildProcessError):
        os.waitpid(os.posix_spawn(sys.executable, [sys.executable, "-I", "-S", "-c", ""], {}), 0)
