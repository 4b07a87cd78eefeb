"""Who works on batches: the scan section, through whose hands goes whatever comes in."""

from dossier.batches.errors import NotTheScanSection
from dossier.database.actor import Actor
from dossier.people.queries import centre_id_of
from dossier.people.roles import SEES_ALL_WAITING
from dossier.phases.queries import circuit_closed
from dossier.settings import Settings

CIRCUIT = "post"
BACKFILE_CIRCUIT = "backfile"
"""Of the stacks of a paper file."""


def check_scans(actor: Actor) -> None:
    """Raise NotTheScanSection for everyone else."""
    if not actor.roles & SEES_ALL_WAITING:
        raise NotTheScanSection


async def is_our_post(settings: Settings, actor: Actor) -> bool:
    """Tell whether what comes in where the settings say is the post of this centre: it is one centre's alone.

    Before the circuit is on it is nobody's yet, and stays where it lies.
    """
    return actor.centre_id == await centre_id_of(settings.centre_code) and await circuit_closed(actor, CIRCUIT) is None
