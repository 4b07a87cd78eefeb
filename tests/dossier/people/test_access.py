"""The rule of who reads what: told anew here in Python, and compared with the verbs' condition and with the rows."""

from uuid import UUID

import asyncpg

from dossier.database.actor import Actor
from dossier.database.engine import ENGINE, _beginning, transaction
from dossier.database.migrate import role_of
from dossier.people.access import GROUND, POLICIES, ROWS
from dossier.resources import Resources
from tests.support.shelves import WAITING, Shelved, Shelves, fill


def expected(shelves: Shelves, who: Actor, document: Shelved) -> str | None:  # noqa: C901, PLR0911 - in its order
    """Tell on which ground someone reads a document, as the centre's rule has it in words."""
    file, me, mine = document.file, who.id, who.department_id
    if not who.roles & {"capture_agent", "social_worker", "spoc"} or document.state in {"disposed", "withdrawn"}:
        return None
    kin = {beneficiary for staff, beneficiary in shelves.ties if staff == me}
    if document.beneficiary_id in kin or (file and file.beneficiary_id in kin):
        return None
    emptied = document.state == "emptied" and not document.is_closed
    if "capture_agent" in who.roles and (document.state in WAITING or emptied):
        return "waiting"
    if file and file.worker_id == me:
        return "own_file"
    code = shelves.departments.get(mine) if mine else None
    if document.sensitivity == "medical" and code not in document.type_departments:
        return None
    if document.sensitivity == "judicial" and code != "JUR":
        return None
    if document.decided_by == me:
        return "decided"
    if file and mine and file.department_id == mine:
        return "department"
    if mine and document.told == mine:
        return "signal"
    if (me, document.id) in shelves.broken or (file and (me, file.id) in shelves.broken):
        return "glass"
    return None


async def grounds_without_policies(resources: Resources, who: Actor) -> dict[UUID, str]:
    """Return what the verbs' condition says of each document, where no policy of rows helps it."""
    owner = resources.settings.database_owner_url
    assert owner is not None
    connection = await asyncpg.connect(owner.get_secret_value())
    try:
        await connection.execute(_beginning(who, True, False))
        rows = await connection.fetch(f"SELECT d.id, {GROUND} AS ground FROM documents d")
    finally:
        await connection.close()
    return {row["id"]: row["ground"] for row in rows}


async def test_the_verbs_condition_the_rows_and_the_rule_in_words_agree(resources: Resources, centre_id: UUID) -> None:
    shelves = await fill(centre_id, staff=28, files=24, documents=400)
    grounds = set()
    for who in shelves.staff:
        rule = {each.id: expected(shelves, who, each) for each in shelves.documents}
        assert await grounds_without_policies(resources, who) == rule, who.roles
        reads = {each for each in shelves.documents if rule[each.id]}
        async with transaction(who) as tx:
            for column, table, seen in (
                ("id", "documents", {each.id for each in reads}),
                ("id", "pages", {each.page_id for each in reads}),
                ("page_id", "renditions", {each.page_id for each in reads}),
                ("id", "originals", {each.original_id for each in reads}),
                ("document_id", "document_beneficiaries", {each.id for each in reads if each.beneficiary_id}),
            ):
                assert {row[0] for row in await tx.rows(f"SELECT {column} FROM {table}")} == seen, table
            cards = await tx.value("SELECT count(*) FROM social_files")
        finds = who.roles & {"capture_agent", "social_worker", "spoc", "auditor", "administrator"}
        assert cards == (len(shelves.files) if finds else 0)
        grounds |= set(rule.values())
    assert grounds == {None, "waiting", "own_file", "decided", "department", "signal", "glass"}  # each was proven


async def test_an_original_of_several_documents_is_read_by_who_reads_them_all(
    resources: Resources, centre_id: UUID
) -> None:
    assert resources
    shelves = await fill(centre_id, staff=21, files=12, documents=200, seed=5)
    who, mine, other = next(
        (who, mine, other)
        for who in shelves.staff
        for mine in shelves.documents
        for other in shelves.documents
        if expected(shelves, who, mine) == "own_file" and expected(shelves, who, other) is None
    )
    async with transaction(who) as tx:
        assert await tx.value("SELECT count(*) FROM originals WHERE id = $1", mine.original_id) == 1
        await tx.see_whole_centre()
        await tx.run(
            "INSERT INTO document_pages (centre_id, document_id, page_id, position) VALUES ($1, $2, $3, 1)",
            centre_id,
            other.id,
            mine.page_id,
        )
    async with transaction(who) as tx:
        assert await tx.value("SELECT count(*) FROM originals WHERE id = $1", mine.original_id) == 0
        assert await tx.value("SELECT count(*) FROM pages WHERE id = $1", mine.page_id) == 1


async def test_what_a_staff_member_does_not_see_they_change_no_more_than_read(
    resources: Resources, centre_id: UUID
) -> None:
    assert resources
    shelves = await fill(centre_id, staff=14, files=8, documents=60, seed=3)
    who = next(each for each in shelves.staff if each.roles == {"administrator"})
    async with transaction(who) as tx:
        for table in (name for name in ROWS if name != "social_files"):
            assert await tx.run(f"UPDATE {table} SET centre_id = centre_id") == 0, table
            assert await tx.run(f"DELETE FROM {table}") == 0, table


async def test_the_database_s_policies_are_those_of_the_code(resources: Resources) -> None:
    settings = resources.settings
    assert settings.database_owner_url is not None
    connection = await asyncpg.connect(settings.database_owner_url.get_secret_value())
    told = """SELECT tablename, permissive, roles, cmd, qual, with_check FROM pg_policies
              WHERE policyname = 'need_to_know' ORDER BY tablename"""
    try:
        before = await connection.fetch(told)
        transaction = connection.transaction()
        await transaction.start()
        app = role_of(settings.database_url.get_secret_value())
        await connection.execute("SELECT set_config('guichet.app_role', $1, true)", app)
        await connection.execute(POLICIES)
        after = await connection.fetch(told)
        await transaction.rollback()
    finally:
        await connection.close()
    assert before == after, "the rule changed: add a migration that runs POLICIES"
    assert {row["tablename"] for row in before} == set(ROWS)
    assert all((row["permissive"], row["roles"], row["cmd"]) == ("RESTRICTIVE", [app], "ALL") for row in before)


async def test_nobody_s_context_is_left_on_a_connection_for_the_next(centre_id: UUID) -> None:
    staff = Actor(
        centre_id=centre_id,
        kind="staff",
        id=UUID(int=1),
        roles=frozenset({"capture_agent"}),
        department_id=UUID(int=2),
    )
    settings = ("app.centre_id", "app.kind", "app.staff_id", "app.department_id", "app.roles")
    async with transaction(staff) as tx:
        told = [await tx.value("SELECT current_setting($1, true)", each) for each in settings]
    assert told[1:] == ["staff", UUID(int=1).hex, UUID(int=2).hex, "capture_agent"]
    assert ENGINE.pool is not None
    for _ in range(ENGINE.pool.get_size()):
        async with ENGINE.pool.acquire() as bare:
            assert {await bare.fetchval("SELECT current_setting($1, true)", each) or "" for each in settings} == {""}
