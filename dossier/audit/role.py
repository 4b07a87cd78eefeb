"""Who may read the journal, the access log, and all about one person."""

from dossier.database.actor import Actor
from dossier.errors import Forbidden
from dossier.people.roles import Role


class AuditorOnly(Forbidden):
    """Only an auditor may see this."""


def check_auditor(actor: Actor) -> None:
    """Raise AuditorOnly for anyone else."""
    if Role.AUDITOR not in actor.roles:
        raise AuditorOnly
