"""Found a centre: the tenant itself, its departments, its first thesaurus."""

import csv
from pathlib import Path
from uuid import UUID

import asyncpg

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.people.tables import Department
from dossier.thesaurus.seed import seed_thesaurus

DEPARTMENTS = Path(__file__).parent / "people" / "departments.csv"


async def found_centre(owner_url: str, code: str, name_fr: str, name_nl: str) -> UUID:
    """Create a centre with the departments of `departments.csv` and the seed thesaurus; return its id.

    Only the owner of the tables can add a centre. One that is there already is returned as it is.
    """
    connection = await asyncpg.connect(owner_url)
    try:
        made: UUID | None = await connection.fetchval(
            """INSERT INTO centres (id, code, name_fr, name_nl) VALUES ($1, $2, $3, $4)
               ON CONFLICT (code) DO NOTHING RETURNING id""",
            new_id(),
            code,
            name_fr,
            name_nl,
        )
        if made is None:
            return UUID(str(await connection.fetchval("SELECT id FROM centres WHERE code = $1", code)))
    finally:
        await connection.close()
    with DEPARTMENTS.open(encoding="utf-8", newline="") as file:
        departments = [
            Department(
                id=new_id(),
                centre_id=made,
                code=line["code"],
                label_fr=line["label_fr"],
                label_nl=line["label_nl"],
                line=line["line"],
            )
            for line in csv.DictReader(file)
        ]
    async with transaction(system(made)):
        await Department.insert(*departments)
    await seed_thesaurus(system(made))
    return made
