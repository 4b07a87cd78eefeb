"""A file system in memory that forgets what was not synced: `python -m tests.durability.forgetful FOLDER` mounts it.

A file's bytes last once the file was synced, a name once its folder was; POSIX promises no more. Extended attributes
of its root tell it what to do: `user.cut` cuts the power, `user.fault` lets an operation fail from now on.
"""

import errno
import os
import random
import stat
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from mfusepy import FUSE, Operations

_FOLDER = stat.S_IFDIR | 0o755


@dataclass(eq=False)
class Node:
    """A file or a folder: what a program sees, and what a power cut leaves of it."""

    mode: int
    data: bytearray = field(default_factory=bytearray)
    synced_data: bytes = b""
    unsaved: bool = False  # written to since the last sync, whether that went well or not
    names: dict[str, "Node"] = field(default_factory=dict)
    synced_names: dict[str, "Node"] = field(default_factory=dict)
    changed_ns: int = field(default_factory=time.time_ns)

    def sync(self) -> None:
        """Make it last: a file's bytes, a folder's own names, and neither makes the other last."""
        self.synced_names = dict(self.names)
        if self.unsaved:
            self.synced_data, self.unsaved = bytes(self.data), False

    def forget(self, chance: random.Random, share: float) -> None:
        """Cut the power; of what was not synced, a share reached the disk by luck: a name, a file's first bytes."""
        for name in sorted(self.names.keys() ^ self.synced_names.keys()):
            lucky, unlucky = self.names.get(name), self.synced_names.get(name)
            left = lucky if chance.random() < share else unlucky
            self.synced_names.pop(name, None)
            if left is not None:
                self.synced_names[name] = left
        self.names = dict(self.synced_names)
        if self.synced_data != self.data:
            lucky_bytes = bytes(self.data[: chance.randrange(len(self.data) + 1)])
            self.synced_data = lucky_bytes if chance.random() < share else self.synced_data
            self.data, self.unsaved = bytearray(self.synced_data), False
        for each in self.names.values():
            each.forget(chance, share)


class Forgetful(Operations):
    """What the kernel asks of the disk, one thing at a time."""

    use_ns = True

    def __init__(self) -> None:
        self._root = Node(_FOLDER)
        self._chance = random.Random(1)
        self._fault = ("", 0, 0)  # operation, errno, how often it still goes well

    def setxattr(self, path: str, name: str, value: bytes, options: int, position: int = 0) -> int:
        """Obey: `user.cut` SHARE, or `user.fault` OPERATION ERRNO TIMES-IT-STILL-GOES-WELL."""
        del options, position
        words = value.decode().split()
        if (path, name) == ("/", "user.cut"):
            self._root.forget(self._chance, float(words[0]))
        elif (path, name) == ("/", "user.fault"):
            self._fault = (words[0], int(words[1]), int(words[2]))
        else:
            raise OSError(errno.ENOTSUP, path)
        return 0

    def getattr(self, path: str, fh: int | None = None) -> dict[str, int]:
        """Tell of a file or folder."""
        del fh
        node = self._find(path)
        times = dict.fromkeys(("st_atime", "st_mtime", "st_ctime"), node.changed_ns)
        who = {"st_uid": os.getuid(), "st_gid": os.getgid()}
        return {"st_mode": node.mode, "st_size": len(node.data), "st_nlink": 1, **who, **times}

    def readdir(self, path: str, fh: int) -> list[str]:
        """List a folder."""
        del fh
        return [".", "..", *self._find(path).names]

    def create(self, path: str, mode: int, fi: object = None) -> int:
        """Make a file."""
        del fi
        self._enter("create", path, Node(stat.S_IFREG | mode))
        return 0

    def mkdir(self, path: str, mode: int) -> int:
        """Make a folder."""
        self._enter("mkdir", path, Node(stat.S_IFDIR | mode))
        return 0

    def link(self, target: str, source: str) -> int:
        """Give a file a second name; the name that is new comes first here."""
        self._enter("link", target, self._find(source))
        return 0

    def unlink(self, path: str) -> int:
        """Take a name away."""
        self._may("unlink")
        folder, name = self._place(path)
        del folder.names[name]
        return 0

    def rmdir(self, path: str) -> int:
        """Take an empty folder away."""
        if self._find(path).names:
            raise OSError(errno.ENOTEMPTY, path)
        folder, name = self._place(path)
        del folder.names[name]
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        """Give bytes back."""
        del fh
        self._may("read")
        return bytes(self._find(path).data[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        """Take bytes."""
        del fh
        self._may("write")
        node = self._find(path)
        node.data[offset : offset + len(data)] = data
        node.unsaved, node.changed_ns = True, time.time_ns()
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        """Cut a file off."""
        del fh
        node = self._find(path)
        del node.data[length:]
        node.unsaved = True
        return 0

    def chmod(self, path: str, mode: int) -> int:
        """Change who may read, which lasts at once: nothing hangs on it."""
        self._find(path).mode = mode
        return 0

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> int:
        """Change a time, which lasts at once too."""
        self._find(path).changed_ns = times[1] if times else time.time_ns()
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        """Make a file's bytes last. As on Linux, a failure is said once: asked again, it does nothing and is well."""
        del datasync, fh
        node = self._find(path)
        try:
            self._may("fsync")
        except OSError:
            node.unsaved = False
            raise
        node.sync()
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        """Make a folder's names last."""
        del datasync, fh
        self._may("fsyncdir")
        self._find(path).sync()
        return 0

    def _may(self, operation: str) -> None:
        broken, code, well = self._fault
        if operation == broken:
            self._fault = (broken, code, max(0, well - 1))
            if well == 0:
                raise OSError(code, operation)

    def _find(self, path: str) -> Node:
        node = self._root
        for name in path.split("/"):
            if name and name not in node.names:
                raise OSError(errno.ENOENT, path)
            node = node.names[name] if name else node
        return node

    def _place(self, path: str) -> tuple[Node, str]:
        folder, _, name = path.rpartition("/")
        self._find(path)
        return self._find(folder), name

    def _enter(self, operation: str, path: str, node: Node) -> None:
        self._may(operation)
        above, _, name = path.rpartition("/")
        folder = self._find(above)
        if name in folder.names:
            raise OSError(errno.EEXIST, path)
        folder.names[name] = node


if __name__ == "__main__":
    # Nothing may be remembered by the kernel instead: it would outlive the cut. One thread, so that a cut is one act.
    how: dict[str, Any] = {"foreground": True, "nothreads": True, "direct_io": True, "hard_remove": True}
    FUSE(Forgetful(), sys.argv[1], **how, attr_timeout=0, entry_timeout=0, negative_timeout=0)
