"""The demo's terms have pictures that were drawn, and a change waits for whoever administers."""

from uuid import UUID

import pytest

from demo.thesaurus import PICTURED, shape_thesaurus
from dossier.resources import Resources
from dossier.thesaurus.example import example
from dossier.thesaurus.proposals import proposals
from dossier.thesaurus.tree import term
from tests.support.terms import member

pytestmark = pytest.mark.people


async def test_terms_have_pictures_and_one_change_waits(resources: Resources, centre_id: UUID) -> None:
    await shape_thesaurus(resources, centre_id)
    reader = await member(centre_id, "nadia.benali")
    for codes in PICTURED.values():
        for code in codes:
            example_id = (await term(reader, code)).newest.content.example_id
            assert example_id is not None
            kept = await example(reader, example_id)
            assert await resources.vault.size(kept.vault_key) == kept.size_bytes
    assert [each.code for each in await proposals(reader) if each.state == "proposed"] == ["LOG_GARL"]
