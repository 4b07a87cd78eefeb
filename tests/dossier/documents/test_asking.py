"""What a refusal's form asks with, while a colleague decides the same document."""

import asyncio
from contextvars import Context
from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.database.engine import Transaction, transaction
from dossier.documents import asking
from dossier.documents.access import Readable, check_readable
from dossier.documents.asking import asking_of
from dossier.documents.claim import claim
from dossier.documents.errors import AlreadyDecided
from dossier.documents.refuse import refuse
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, in_hand

pytestmark = pytest.mark.people


async def test_whoever_comes_a_moment_late_is_told_who_was_first(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    document_id = (await in_hand(resources, agent, "REV_PAIE")).document_ids[0]
    assert (await asking_of(agent, document_id)).id == document_id
    reason_id = (await refusal_reasons(agent))[0].id

    async def decide() -> None:
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE deposits SET claimed_until = now() - interval '1 second'")
        await claim(colleague, document_id, LEASE_SECONDS)
        await refuse(colleague, document_id, reason_id, "", ())

    async def decided_meanwhile(tx: Transaction, asked_id: UUID) -> Readable:
        found = await check_readable(tx, asked_id)
        await asyncio.create_task(decide(), context=Context())  # a colleague's, beside this transaction
        return found

    monkeypatch.setattr(asking, "check_readable", decided_meanwhile)
    with pytest.raises(AlreadyDecided):
        await asking_of(agent, document_id)
