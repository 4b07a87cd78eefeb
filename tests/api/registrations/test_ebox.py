"""Another system names the enterprise whose eBox gets a letter, where the centre sends to it."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from dossier.clients.scopes import Scope
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.api.house import opened_api
from tests.api.registrations.test_routes import PROBLEM, registered, words
from tests.support.deposits import pdf
from tests.support.ebox import ADDRESSEE, ebox, settings_for

pytestmark = pytest.mark.people


async def test_a_letter_to_an_ebox_needs_a_number_that_is_right(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    told = await words(centre_id, sent_by="ebox")
    with ebox() as box:
        there = replace(resources, settings=resources.settings.model_copy(update=settings_for(box, tmp_path)))
        async with opened_api(there, centre_id) as house:
            client = await house.client(Scope.REGISTRATIONS_WRITE)
            for typed, code in (("", "needed"), ("12", "malformed"), ("0123456748", "mistyped")):
                answer = await registered(client, {**told, "enterprise_number": typed}, pdf("one"))
                assert (answer.status_code, answer.json()["type"]) == (422, f"{PROBLEM}enterprise-number-{code}")
            made = await registered(client, {**told, "enterprise_number": "0123.456.749"}, pdf("one"))
            assert made.status_code == 200, made.text
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT id, enterprise_number FROM ebox_letters")
    assert [tuple(row) for row in rows] == [(UUID(made.json()["id"]), ADDRESSEE)]
