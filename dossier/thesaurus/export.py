"""The terms that hold, as a sheet in the order of the tree."""

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.thesaurus.sheet import written
from dossier.thesaurus.versions import VERSIONS, version_of


async def sheet_text(actor: Actor) -> str:
    """Return a sheet in the columns of `seed.csv`."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""{VERSIONS} JOIN categories c ON c.code = v.category
                WHERE v.retired_at IS NULL ORDER BY c.position, v.code"""
        )
    versions = [version_of(row) for row in rows]
    return written((each.code, each.content) for each in versions)
