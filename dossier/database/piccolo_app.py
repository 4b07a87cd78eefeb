"""What Piccolo's migration runner needs to know of us."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

APP_CONFIG = AppConfig(
    app_name="guichet",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations"),
    table_classes=[],  # migrations are SQL: nothing is derived from classes (docs/decisions/0002)
)
