"""Transactions: in an actor's name, never nested, whole or not at all; and centres that do not see each other."""

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.embedded.cluster import Cluster
from dossier.database.engine import ENGINE, DatabaseAway, connection, pool, transaction
from dossier.founding import found_centre
from dossier.people.tables import Department
from dossier.resources import Resources
from dossier.thesaurus.tables import DocumentType


async def test_piccolo_s_queries_join_the_transaction_and_go_with_it(actor: Actor) -> None:
    department = Department(id=uuid4(), centre_id=actor.centre_id, code="X", label_fr="x", label_nl="x", line="support")
    with pytest.raises(ZeroDivisionError):
        async with transaction(actor):
            await Department.insert(department)
            assert await Department.exists().where(Department.code == "X")
            raise ZeroDivisionError
    async with transaction(actor):
        assert not await Department.exists().where(Department.code == "X")


async def test_a_transaction_in_a_transaction_is_refused(actor: Actor) -> None:
    async with transaction(actor):
        with pytest.raises(RuntimeError):
            async with transaction(actor):
                pass
    async with transaction(actor) as tx:
        assert await tx.value("SELECT 1") == 1


async def test_whoever_swallows_a_failed_statement_is_not_told_that_all_is_committed(actor: Actor) -> None:
    with pytest.raises(RuntimeError, match="rolled back"):
        async with transaction(actor) as tx:
            with suppress(asyncpg.UndefinedTableError):
                await tx.run("SELECT FROM nowhere")


async def test_a_commit_that_fails_gives_its_connection_back(actor: Actor) -> None:
    assert ENGINE.pool is not None
    for _ in range(2 * ENGINE.pool.get_max_size()):
        with pytest.raises(Exception, match=r"terminating connection|connection was closed|does not answer|breath"):
            async with transaction(actor) as tx:
                await tx.value("SELECT pg_terminate_backend(pg_backend_pid())")
    async with transaction(actor) as tx:
        assert await tx.value("SELECT 1") == 1


async def test_with_nothing_set_there_are_no_rows(actor: Actor) -> None:
    assert actor
    async with connection() as bare:
        tables = await bare.fetch(
            """SELECT table_name FROM information_schema.columns
               WHERE table_schema = 'public' AND (column_name = 'centre_id' OR table_name = 'centres')"""
        )
        for row in tables:
            assert await bare.fetchval(f"SELECT count(*) FROM {row['table_name']}") == 0, row["table_name"]


async def test_one_centre_does_not_see_another_s(resources: Resources, actor: Actor) -> None:
    owner = resources.settings.database_owner_url
    assert owner is not None
    other = system(await found_centre(owner.get_secret_value(), "other", "CPAS d'ailleurs", "OCMW elders"))
    async with transaction(other) as tx:
        assert await tx.value("SELECT count(*) FROM centres") == 1
        mine = {row["id"] for row in await tx.rows("SELECT id FROM document_types")}
    async with transaction(actor) as tx:
        theirs = {row["id"] for row in await tx.rows("SELECT id FROM document_types")}
        assert mine
        assert theirs
        assert not mine & theirs
        assert await tx.run("UPDATE document_types SET search_words = 'x' WHERE id = ANY($1)", list(mine)) == 0
    with pytest.raises(Exception, match="row-level security"):
        async with transaction(actor):
            await DocumentType.insert(_type(other))


def _type(actor: Actor) -> DocumentType:
    return DocumentType(
        id=uuid4(),
        centre_id=actor.centre_id,
        term_id=uuid4(),
        code="X",
        begins_at=clock.now(),
        label_fr="x",
        label_nl="x",
        category="X",
        departments=[],
        sensitivity="normal",
        paper="returned",
        keywords_fr=[],
        keywords_nl=[],
        two_readers=False,
        search_words="x",
    )


async def test_a_file_that_is_not_there_is_no_database_that_is_away(actor: Actor, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        async with transaction(actor):
            (tmp_path / "none").read_bytes()
    with pytest.raises(DatabaseAway):
        async with transaction(actor) as tx:
            await tx.connection.execute("SELECT pg_sleep(5)", timeout=0.05)


async def test_only_a_transaction_that_says_so_does_not_wait_for_the_disk(cluster: Cluster, template: str) -> None:
    who = Actor(centre_id=uuid4(), kind="system", place="test")
    waits = []
    async with pool(cluster.app_url(template), size=1):  # one connection: what one transaction set, the next would see
        async with connection() as lent:
            await lent.execute("SET synchronous_commit = remote_write")
        for durable in (True, False, True):
            async with transaction(who, durable=durable) as tx:
                waits.append(await tx.value("SHOW synchronous_commit"))
    assert waits == ["remote_write", "off", "remote_write"]
