"""Chooses where a cluster lives and as whom it runs: PostgreSQL refuses root, and must reach its own folder."""

import os
import pwd
import secrets
from dataclasses import dataclass
from pathlib import Path

_ELSEWHERE = Path("/var/lib/guichet")
_OTHERS_MAY_PASS = 0o001
_FOLDER_MAX_BYTES = 103 - len("/.s.PGSQL.65535")  # what fits into sockaddr_un everywhere


@dataclass(frozen=True)
class Place:
    """A folder that holds one cluster, and the user (uid, gid) that the server runs as; None is ourselves."""

    folder: Path
    user: tuple[int, int] | None

    @property
    def data(self) -> Path:
        """The data directory of PostgreSQL."""
        return self.folder / "data"

    @property
    def sockets(self) -> Path | None:
        """Where the server listens besides its port, for itself and its user alone; None where the path is too long.

        A question by a socket takes a third less processor time than one by TCP, and there are many in a request.
        """
        return self.data if len(os.fsencode(self.data)) <= _FOLDER_MAX_BYTES else None


def prepare(folder: Path) -> Place:
    """Return the place for a cluster asked for in `folder`, made when it is new.

    As root the server runs as `nobody`. Where `nobody` may not pass down to the folder (a checkout in /root, say) the
    cluster goes to /var/lib/guichet, under a name that is kept in the folder, so that removing the folder forgets it.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return Place(folder, None)
    nobody = pwd.getpwnam("nobody")
    user = (nobody.pw_uid, nobody.pw_gid)
    folder.chmod(0o711)
    if not passable(folder):
        pointer = folder / "elsewhere"
        if not pointer.exists():
            pointer.write_text(str(_ELSEWHERE / secrets.token_hex(6)))
        folder = Path(pointer.read_text())
        folder.mkdir(parents=True, exist_ok=True)
        _ELSEWHERE.chmod(0o711)
        folder.chmod(0o711)
    return Place(folder, user)


def passable(folder: Path) -> bool:
    """Tell whether a user who owns nothing may pass down to a folder."""
    return all(each.stat().st_mode & _OTHERS_MAY_PASS for each in [folder, *folder.parents])
