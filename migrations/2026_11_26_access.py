"""Who may read what: need to know on top of the centre, seals, broken glass, ties of staff to beneficiaries."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T16:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Access by need to know"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in (HERE / "access" / "1_tables.sql", HERE / "access" / "2_context.sql", HERE / "rights.sql"):
            await ENGINE.run_ddl_script(script.read_text())
        await ENGINE.run_ddl_script((HERE / "access" / "3_rights.sql").read_text())
        # The policies follow with the last migration that runs them: their text asks for columns that come later

    manager.add_raw(run)
    return manager
