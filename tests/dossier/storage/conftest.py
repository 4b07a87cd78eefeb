"""Gives each contract test both vaults: a folder of its own, and a prefix of its own in a real S3."""

from pathlib import Path
from uuid import uuid4

import pytest

from dossier.storage.vault import Vault, open_vault
from tests.support.seaweed import BUCKET, seaweed

__all__ = ["seaweed"]

RACE_SECONDS = 30
"""SeaweedFS lets those who race for a name wait a second each; how long people wait is proven elsewhere."""


@pytest.fixture(params=["file", "s3"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    """Give an empty vault, once of each kind."""
    if request.param == "s3":
        request.getfixturevalue("seaweed")
        return open_vault(f"s3://{BUCKET}/{uuid4()}", RACE_SECONDS)
    return open_vault(f"file://{tmp_path}/vault%20of%20ours")
