"""Who works on batches: the scan section, through whose hands goes whatever comes in."""

from dossier.batches.errors import NotTheScanSection
from dossier.database.actor import Actor
from dossier.people.roles import SEES_ALL_WAITING

CIRCUIT = "post"


def check_scans(actor: Actor) -> None:
    """Raise NotTheScanSection for everyone else."""
    if not actor.roles & SEES_ALL_WAITING:
        raise NotTheScanSection
