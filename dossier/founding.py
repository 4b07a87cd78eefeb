"""Found a centre: the tenant itself, its departments, its seals' keys, its first types, thesaurus and templates."""

import csv
from pathlib import Path
from uuid import UUID

import asyncpg

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.errors import Conflict
from dossier.folders.seed import seed_folder_types
from dossier.ids import new_id
from dossier.people.seals import seed_seals
from dossier.people.tables import Department
from dossier.requests.templates import seed_templates
from dossier.thesaurus.seed import seed_thesaurus

DEPARTMENTS = Path(__file__).parent / "people" / "departments.csv"


class CentreCodeTaken(Conflict):
    """The code {code} is that of another centre. Nothing was changed: give that one another code first."""


async def found_centre(
    owner_url: str, code: str, name_fr: str, name_nl: str, *, trains_for: UUID | None = None
) -> UUID:
    """Create a centre with the departments of `departments.csv`, the seed thesaurus and templates; return its id.

    `trains_for`: the centre whose staff learn in it. Raises CentreCodeTaken where one of another kind has its code.

    Only the owner of the tables can add a centre. What is there already stays as it is; what a founding that was
    broken off did not come to is made good.
    """
    centre_id = await _centre(owner_url, code, name_fr, name_nl, trains_for)
    departments = _departments(centre_id)
    async with transaction(system(centre_id)) as tx:
        if not await tx.value("SELECT EXISTS (SELECT FROM departments)"):
            await Department.insert(*departments)
        await seed_seals(tx)
        await seed_folder_types(tx)
        has_types = await tx.value("SELECT EXISTS (SELECT FROM document_types)")
        has_templates = await tx.value("SELECT EXISTS (SELECT FROM request_templates)")
    if not has_types:
        await seed_thesaurus(system(centre_id))
    if not has_templates:
        await seed_templates(system(centre_id))
    return centre_id


async def _centre(owner_url: str, code: str, name_fr: str, name_nl: str, trains_for: UUID | None) -> UUID:
    connection = await asyncpg.connect(owner_url)
    try:
        await connection.execute(
            """INSERT INTO centres (id, code, name_fr, name_nl, trains_for) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (code) DO NOTHING""",
            new_id(),
            code,
            name_fr,
            name_nl,
            trains_for,
        )
        found: UUID | None = await connection.fetchval(
            "SELECT id FROM centres WHERE code = $1 AND trains_for IS NOT DISTINCT FROM $2", code, trains_for
        )
        if found is None:
            raise CentreCodeTaken(code=code)
        return UUID(str(found))
    finally:
        await connection.close()


def _departments(centre_id: UUID) -> list[Department]:
    with DEPARTMENTS.open(encoding="utf-8", newline="") as file:
        return [
            Department(
                id=new_id(),
                centre_id=centre_id,
                code=line["code"],
                label_fr=line["label_fr"],
                label_nl=line["label_nl"],
                line=line["line"],
            )
            for line in csv.DictReader(file)
        ]
