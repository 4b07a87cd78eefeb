"""A thesaurus from before there were terms becomes one with versions, and loses nothing."""

from functools import partial
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import asyncpg
import pytest
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager

from dossier.database import migrate as migrating
from dossier.database.actor import system
from dossier.database.embedded.cluster import Cluster
from dossier.database.engine import pool, transaction
from dossier.thesaurus.queries import find_types
from dossier.thesaurus.tree import term, tree

BEFORE = "2026-11-26T06:10:00:000000"
"""The last migration that knew no terms."""


async def old_thesaurus(owner_url: str) -> tuple[UUID, UUID]:
    """Write a centre with two terms as they were, one of two versions; return it and the version that was filed."""
    centre_id, filed_id = uuid4(), uuid4()
    owner = await asyncpg.connect(owner_url)
    try:
        await owner.execute(
            "INSERT INTO centres (id, code, name_fr, name_nl) VALUES ($1, 'vieux', 'CPAS', 'OCMW')", centre_id
        )
        await owner.execute("SELECT set_config('app.centre_id', $1, false)", str(centre_id))
        for code in ("AS", "JUR"):
            await owner.execute(
                """INSERT INTO departments (id, centre_id, code, label_fr, label_nl, line)
                   VALUES ($1, $2, $3, 'x', 'x', 'first')""",
                uuid4(),
                centre_id,
                code,
            )
        kinds = [
            (filed_id, "REV_PAIE", 1, "REVENUS", True, 2, "avant clôture", "now()"),
            (uuid4(), "REV_PAIE", 2, "REVENUS", True, 3, "le jour même", "NULL"),
            (uuid4(), "A_NOUS", 1, "A_NOUS", False, 0, "", "now()"),
        ]
        for type_id, code, version, category, signal, urgency, rule, retired_at in kinds:
            await owner.execute(
                f"""INSERT INTO document_types (id, centre_id, code, version, label_fr, label_nl, category, departments,
                        raises_signal, urgency, deadline_rule, sensitivity, keep_original, keywords_fr, keywords_nl,
                        two_readers, retired_at, search_words)
                    VALUES ($1, $2, $3, $4, 'Fiche de paie', 'Loonfiche', $5, '{{AS,JUR}}', $6, $7, $8, 'normal', true,
                            '{{salaire}}', '{{}}', false, {retired_at}, 'Fiche de paie salaire')""",
                type_id,
                centre_id,
                code,
                version,
                category,
                signal,
                urgency,
                rule,
            )
        deposit_id = uuid4()
        await owner.execute(
            """INSERT INTO deposits (id, centre_id, circuit, state, language, opened_at)
               VALUES ($1, $2, 'portal', 'closed', 'fr', now())""",
            deposit_id,
            centre_id,
        )
        await owner.execute(
            """INSERT INTO documents (id, centre_id, deposit_id, position, state, type_id, captured_at)
               VALUES ($1, $2, $3, 0, 'validated', $4, now())""",
            uuid4(),
            centre_id,
            deposit_id,
            filed_id,
        )
    finally:
        await owner.close()
    return centre_id, filed_id


async def test_an_old_thesaurus_keeps_all_that_it_said(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"old_{uuid4().hex}"
    await cluster.create_database(name)
    owner_url, app_role = cluster.owner_url(name), urlsplit(cluster.app_url()).username or ""
    try:
        with monkeypatch.context() as patch:
            manager = partial(ForwardsMigrationManager, migration_id=BEFORE)
            patch.setattr(migrating, "ForwardsMigrationManager", manager)
            assert (await migrating.migrate(owner_url, app_role))[-1] == BEFORE
        centre_id, filed_id = await old_thesaurus(owner_url)
        await migrating.migrate(owner_url, app_role)
        async with pool(cluster.app_url(name), size=1):
            await _check(centre_id, filed_id)
    finally:
        await cluster.drop_database(name)


async def _check(centre_id: UUID, filed_id: UUID) -> None:
    actor = system(centre_id)
    kept = await term(actor, "REV_PAIE")
    now, then = kept.versions
    assert (then.id, then.ended_at, now.number) == (filed_id, now.begins_at, 2)
    assert [(each.number, each.filed_count) for each in kept.uses] == [(2, 0), (1, 1)]
    for version, urgency, note in ((now, 3, "le jour même"), (then, 2, "avant clôture")):
        rules = [(each.department, each.circuit, each.urgency, each.note) for each in version.content.signal_rules]
        assert rules == [("AS", "", urgency, note), ("JUR", "", urgency, note)]
        assert (version.content.owner, version.content.paper) == ("AS", "kept")
        assert version.content.keywords_fr == ("salaire",)
    gone = await term(actor, "A_NOUS")
    assert (gone.is_retired, gone.newest.content.signal_rules, gone.newest.content.category) == (True, (), "A_NOUS")
    assert [each.code for each in await find_types(actor, "salaire")] == ["REV_PAIE"]
    tops = {each.code: each for each in await tree(actor)}
    assert tops["MOYENS"].term_count == 1
    assert tops["A_NOUS"].label_fr == "A_NOUS"
    async with transaction(actor) as tx:
        assert await tx.value("SELECT type_id FROM documents") == filed_id
