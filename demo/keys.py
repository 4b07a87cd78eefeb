"""The demo's own keys, made at its first start, and the settings it runs with."""

import base64
import json
import secrets
from pathlib import Path

from demo.places import POSTBOX
from dossier.database.embedded import Cluster, write_private
from dossier.notices.push_key import new_push_key
from dossier.ports import free_port


def keep_keys(folder: Path) -> dict[str, str]:
    """Return variable → value of the keys kept in a folder, made up when there are none."""
    path = folder / "keys.json"
    keys: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    made = {
        "GUICHET_SECRET_KEY": secrets.token_urlsafe(32),
        "GUICHET_NISS_KEYS": json.dumps({"k1": _random_key()}),
        "GUICHET_NISS_INDEX_KEY": _random_key(),
        "GUICHET_PUSH_PRIVATE_KEY": new_push_key(),
    }
    if made.keys() - keys.keys():  # none at all, or a folder from before there was one of them
        keys = {**made, **keys}
        write_private(path, json.dumps(keys))
    return keys


def demo_variables(folder: Path, cluster: Cluster, host: str, port: int) -> dict[str, str]:
    """Return the variables that settings are read from: everything lies in the folder."""
    return {
        "GUICHET_MODE": "demo",
        "DATABASE_URL": cluster.app_url(),
        "DATABASE_OWNER_URL": cluster.owner_url(),
        "DATABASE_LISTEN_URL": cluster.app_url(),
        "STORE_URL": (folder / "store").resolve().as_uri(),
        "GUICHET_SCRATCH_DIR": str((folder / "scratch").resolve()),
        "GUICHET_HOST": host,
        "GUICHET_PORT": str(port),
        "GUICHET_PUBLIC_URL": f"http://{host}:{port}",
        "GUICHET_SMS_URL": f"http://{host}:{port}{POSTBOX}",
        "GUICHET_PUSH_POSTBOX_URL": f"http://{host}:{port}{POSTBOX}",
        "GUICHET_PUSH_CONTACT": "demo@guichet.example",
        "GUICHET_MAIL_LISTEN_PORT": str(free_port(host)),
        "GUICHET_BATCH_FOLDER_DIR": str(post_dir(folder)),
        **keep_keys(folder),
    }


def post_dir(folder: Path) -> Path:
    """Return where a visitor lays a scanned stack, as a scanner does."""
    return (folder / "post").resolve()


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
