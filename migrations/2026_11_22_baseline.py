"""The first schema: SQL files in order, then the queue's own tables in the schema `jobs`."""

from pathlib import Path

from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment
from pgqueuer.domain.settings import DBSettings
from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-22T12:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Baseline"

FILES = Path(__file__).parent / "baseline"


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        *records, rights = sorted(FILES.glob("*.sql"))
        for file in records:
            await ENGINE.run_ddl_script(file.read_text())
        await ENGINE.run_ddl_script(QueryBuilderEnvironment(DBSettings(db_schema="jobs")).build_install_query())
        await ENGINE.run_ddl_script(rights.read_text())

    manager.add_raw(run)
    return manager
