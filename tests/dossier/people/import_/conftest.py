"""Gives import tests a list to write; centre, departments and cipher are those of every test."""

from pathlib import Path

import pytest

from dossier.people.cipher import NissCipher
from dossier.resources import Resources
from tests.support.lists import Lister, lister


@pytest.fixture
def listed(tmp_path: Path) -> Lister:
    """Give a function that writes lists."""
    return lister(tmp_path)


@pytest.fixture
def cipher(resources: Resources) -> NissCipher:
    """Give the cipher of the test's settings."""
    return resources.cipher
