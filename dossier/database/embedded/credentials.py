"""The passwords of a cluster's three roles: random, and kept beside it for its owner's eyes only."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

SUPERUSER = "postgres"
OWNER = "guichet_owner"
APP = "guichet_app"


@dataclass(frozen=True)
class Credentials:
    """A password for each role."""

    superuser: str
    owner: str
    app: str


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    new.replace(path)


def keep(folder: Path) -> Credentials:
    """Return the credentials kept in a folder, made up when there are none."""
    path = folder / "credentials.json"
    if not path.exists():
        made = Credentials(*(secrets.token_urlsafe(24) for _ in range(3)))
        write_private(path, json.dumps(asdict(made)))
    return Credentials(**json.loads(path.read_text()))
