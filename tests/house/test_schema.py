"""The tables that Piccolo knows are those of the migrations, and each carries its centre behind row-level security."""

import importlib
import pkgutil

import pytest
from piccolo.table import Table

import dossier
from dossier.database.actor import Actor
from dossier.database.engine import transaction

WITHOUT_CENTRE = {"centres", "migration"}
APPEND_ONLY = {"events", "event_links", "access_log", "receipts", "journal_anchors", "journal_stamps"}


def tables() -> list[type[Table]]:
    """Return every Piccolo table of the dossier."""
    found = []
    for module in pkgutil.walk_packages(dossier.__path__, "dossier."):
        if module.name.endswith(".tables"):
            members = vars(importlib.import_module(module.name)).values()
            found += [each for each in members if isinstance(each, type) and issubclass(each, Table) and each != Table]
    return found


@pytest.mark.parametrize("table", tables(), ids=lambda table: str(table._meta.tablename))
async def test_a_table_s_columns_are_the_database_s(table: type[Table], actor: Actor) -> None:
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT column_name, data_type, is_nullable FROM information_schema.columns
               WHERE table_schema = 'public' AND table_name = $1""",
            table._meta.tablename,
        )
    real = {row["column_name"]: row for row in rows}
    for column in table._meta.columns:
        assert column._meta.name in real, column._meta.name
        kind, nullable = real[column._meta.name]["data_type"], real[column._meta.name]["is_nullable"] == "YES"
        said = column.column_type.lower().removesuffix("[]")
        assert said in kind or (kind == "ARRAY" and column.column_type.endswith("[]")) or kind.startswith("timestamp")
        assert nullable == column._meta.null, column._meta.name


async def test_every_table_carries_its_centre_behind_forced_row_level_security(actor: Actor) -> None:
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
                      EXISTS (SELECT FROM pg_attribute a
                              WHERE a.attrelid = c.oid AND a.attname = 'centre_id' AND a.attnotnull) AS has_centre
               FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"""
        )
    for row in rows:
        if row["relname"] not in WITHOUT_CENTRE:
            assert row["has_centre"], row["relname"]
            assert row["relrowsecurity"], row["relname"]
            assert row["relforcerowsecurity"], row["relname"]


async def test_the_app_role_cannot_rewrite_what_is_append_only(actor: Actor) -> None:
    async with transaction(actor) as tx:
        for table in APPEND_ONLY:
            for right in ("UPDATE", "DELETE", "TRUNCATE"):
                assert not await tx.value("SELECT has_table_privilege($1, $2)", table, right), f"{right} on {table}"


async def test_the_app_role_owns_nothing_and_bypasses_nothing(actor: Actor) -> None:
    async with transaction(actor) as tx:
        role = await tx.row("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert role is not None
        assert not any(role.values())
        assert await tx.value("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole") == 0
