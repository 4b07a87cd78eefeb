"""Give a centre the types of what lies in folders that it begins with."""

import csv
from pathlib import Path

from dossier.database.engine import Transaction
from dossier.folders.tables import FolderType
from dossier.ids import new_id

TYPES = Path(__file__).parent / "types.csv"
"""Code, names, the departments that file it (none: every one), and how many months it is kept after its folder was
closed: ten years for what the accounts rest on, thirty for what the council decided. A centre's own jurist decides."""


async def seed_folder_types(tx: Transaction) -> None:
    """Give a centre that has no type of folders yet those of the sheet beside this file."""
    if await tx.value("SELECT EXISTS (SELECT FROM folder_types)"):
        return
    with TYPES.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    await FolderType.insert(
        *(
            FolderType(
                id=new_id(),
                centre_id=tx.actor.centre_id,
                code=line["code"],
                label_fr=line["label_fr"],
                label_nl=line["label_nl"],
                departments=[code for code in line["departments"].split(";") if code],
                months=int(line["months"]),
            )
            for line in lines
        )
    )
