"""What all tests share: settings of a test run, a real database, and no skips in CI."""

import base64
import gc
import os

import pytest

os.environ.update(
    {
        "GUICHET_MODE": "test",
        "GUICHET_SECRET_KEY": "a key that only tests know, never a person",
        "GUICHET_NISS_KEYS": '{"t1": "' + base64.b64encode(bytes(range(32))).decode() + '"}',
        "GUICHET_NISS_INDEX_KEY": base64.b64encode(bytes(range(32, 64))).decode(),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "STORE_URL": "file:///nonexistent",
    }
)

pytest_plugins = [
    "tests.support.no_skips",
    "tests.support.patience",
    "tests.support.fingers",
    "tests.support.together",
    "tests.support.database",
    "tests.support.service",
]

LONG = (
    "tests/durability/",
    "tests/journeys/",
    "tests/access/",
    "tests/states/",
    "tests/test_cli.py",
    "tests/test_limits.py",
)
"""What takes long: it begins first, so that no worker is left alone with it at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long tests come first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays for the whole run: a third of what building a room took went there."""
    gc.collect()
    gc.freeze()
