"""The name that Piccolo asks for: the engine of this process and the one app that holds its migrations."""

from piccolo.conf.apps import AppRegistry

from dossier.database.engine import ENGINE

DB = ENGINE
APP_REGISTRY = AppRegistry(apps=["dossier.database.piccolo_app"])
