"""Who reads the centre's figures."""

from dossier.database.actor import Actor
from dossier.errors import Forbidden
from dossier.people.roles import MONITORS


class MonitoringNotYours(Forbidden):
    """Your role does not read the centre's figures. Ask your administrator if that is wrong."""


def check_monitors(actor: Actor) -> None:
    """Raise MonitoringNotYours unless the actor reads the figures of all departments."""
    if not actor.roles & MONITORS:
        raise MonitoringNotYours
