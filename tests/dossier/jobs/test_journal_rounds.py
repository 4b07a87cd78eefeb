"""A worker links, anchors and stamps by itself."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dossier.database.actor import Actor
from dossier.jobs.rounds import walk
from dossier.journal.verify import verify
from dossier.resources import Resources
from tests.support.journal import happen
from tests.support.stamps import stamp_authority
from web.digests import digest_writer

_COMES_SECONDS = 15


async def test_a_worker_s_rounds_vouch_for_what_happened(resources: Resources, actor: Actor, tmp_path: Path) -> None:
    with stamp_authority(tmp_path / "tsa") as running:
        named = {"stamp_authority_url": running.url, "stamp_certificates": running.certificates}
        working = replace(resources, settings=resources.settings.model_copy(update=named))
        authority = running.client()
        await happen(actor, 3)
        for written in ("linked", "anchors", "stamps"):  # each round has its own clock: whoever starts sees to all
            rounds = asyncio.create_task(walk(working, digest_writer(working.settings.public_url)))
            async with asyncio.timeout(_COMES_SECONDS):
                while not getattr(verdict := await verify(resources.vault, authority, actor), written):
                    assert not rounds.done()
                    await asyncio.sleep(0.05)
            rounds.cancel()
            with suppress(asyncio.CancelledError):
                await rounds
    assert (verdict.whole, verdict.linked >= 3, verdict.anchors, verdict.stamps) == (True, True, 1, 1)
