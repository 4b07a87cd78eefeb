"""An open deposit that a sender has a permit for, and a process that stages small chunks."""

from dataclasses import replace

import pytest

from dossier.resources import Resources
from tests.support.tus import permit

__all__ = ["permit"]

CHUNK_BYTES = 64 * 1024


@pytest.fixture
def small(resources: Resources) -> Resources:
    """Return the resources of a process that stages 64 KB at a time."""
    return replace(resources, settings=resources.settings.model_copy(update={"upload_chunk_max_bytes": CHUNK_BYTES}))
