"""A worker whose rounds have failed ends, loudly, so that whoever watches it starts it again."""

import asyncio

import asyncpg
import pytest

from dossier.jobs.worker import run
from dossier.people.queries import centre_id_of
from dossier.resources import opened
from dossier.settings import Settings
from web.digests import digest_writer

_ENDS_SECONDS = 20


async def test_a_worker_without_its_rounds_is_none(test_settings: Settings) -> None:
    owner_url = test_settings.database_owner_url
    assert owner_url is not None
    async with opened(test_settings):
        assert await centre_id_of(test_settings.centre_code)
    connection = await asyncpg.connect(owner_url.get_secret_value())
    await connection.execute("DROP TABLE event_links")
    await connection.close()
    with pytest.raises(BaseExceptionGroup):
        await asyncio.wait_for(run(test_settings, digest_writer(test_settings.public_url)), _ENDS_SECONDS)
