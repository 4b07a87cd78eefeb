"""Files that outlive a power cut: written whole or not at all, for this machine's own user alone."""

import os
from pathlib import Path


def write_whole(path: Path, what: bytes) -> None:
    """Put a file in its place, over one that was there; from then on it outlives a power cut. Raises OSError."""
    written = path.with_name(f"{path.name}.new")
    written.unlink(missing_ok=True)
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(what)
        file.flush()
        os.fsync(file.fileno())
    written.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
