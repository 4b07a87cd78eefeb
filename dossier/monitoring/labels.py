"""What the codes that figures are told by are called: types of documents, and departments."""

from dataclasses import dataclass

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.monitoring.rights import check_monitors


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Code → French and Dutch."""

    types: dict[str, tuple[str, str]]
    departments: dict[str, tuple[str, str]]
    centre: tuple[str, str]


async def labels(actor: Actor) -> Labels:
    """Return what types, departments and the centre are called. Raises MonitoringNotYours."""
    check_monitors(actor)
    async with transaction(actor) as tx:
        types = await tx.rows(
            """SELECT DISTINCT ON (code) code, label_fr, label_nl FROM document_types ORDER BY code, version DESC"""
        )
        departments = await tx.rows("SELECT code, label_fr, label_nl FROM departments")
        centre = await tx.row("SELECT name_fr, name_nl FROM centres WHERE id = $1", actor.centre_id)
    assert centre is not None
    return Labels(
        types={row["code"]: (row["label_fr"], row["label_nl"]) for row in types},
        departments={row["code"]: (row["label_fr"], row["label_nl"]) for row in departments},
        centre=(centre["name_fr"], centre["name_nl"]),
    )
