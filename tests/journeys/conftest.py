"""All journeys of a process run in one event loop, because they share one browser."""

from pathlib import Path

import pytest
from pytest_asyncio import is_async_test

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the journeys' tests run in the session's loop."""
    for item in items:
        if item.path.is_relative_to(_HERE) and is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
