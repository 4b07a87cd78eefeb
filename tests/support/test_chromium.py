"""The browser finder: what is named is used, and nothing else in its stead."""

import sys
from pathlib import Path

import pytest

from tests.support import chromium


@pytest.fixture(autouse=True)
def _forget() -> None:
    chromium.find.cache_clear()


def test_named_browser_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.VARIABLE, sys.executable)
    assert chromium.find() == (Path(sys.executable), chromium.VARIABLE)


def test_named_browser_that_is_not_there_is_no_reason_to_take_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.VARIABLE, "/nowhere/chromium")
    with pytest.raises(chromium.ChromiumNotFoundError, match="/nowhere/chromium"):
        chromium.find()
