"""The same way on a real object store: kept, made, read back."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.deposits import queries
from dossier.jobs.worker import drain
from dossier.people.queries import centre_id_of
from dossier.resources import Resources, opened
from dossier.settings import Settings
from tests.support.deposits import hand_over
from tests.support.seaweed import BUCKET

pytestmark = pytest.mark.people


@pytest.fixture
async def resources(test_settings: Settings, seaweed: str) -> AsyncIterator[Resources]:
    """Open everything, with the vault in a bucket."""
    assert seaweed
    async with opened(test_settings.model_copy(update={"store_url": f"s3://{BUCKET}/{uuid4()}"})) as open_resources:
        yield open_resources


async def test_a_deposit_is_kept_and_made_in_a_bucket(resources: Resources) -> None:
    centre_id = await centre_id_of(resources.settings.centre_code)
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    await drain(resources)
    actor = system(centre_id)
    (paper,) = (await queries.deposit(actor, made.deposit_id)).papers
    kept = await queries.own_rendition(actor, made.deposit_id, paper.pages[0].id, "thumb")
    assert (await resources.vault.read(kept.vault_key))[8:12] == b"WEBP"
