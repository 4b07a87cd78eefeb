"""Who may see, fill and manage a department's folders: its own staff, its SPOC, and those whom it gave a key.

One function of the database says it (`folder_departments` in `migrations/folders/1_folders.sql`), for these checks as
for the rows: policies of folders and documents ask it too.
"""

from datetime import date
from uuid import UUID

from dossier.database.engine import Record, Transaction
from dossier.folders.errors import FolderEnded, FolderNeeded, FolderShut, NoSuchFolder, NotYourFolders
from dossier.folders.values import May, ends_on
from dossier.lifecycle import FolderState
from dossier.people.access import check_decides
from dossier.people.roles import SEES_ALL_WAITING

KEPT_MONTHS = """greatest(f.months, (SELECT max(t.months) FROM documents lies
    JOIN folder_types t ON t.id = lies.folder_type_id WHERE lies.folder_id = f.id))"""
"""SQL over folders `f`: for how many months one is kept after it was closed. No document goes before its own type's
time is over, so the longest counts."""


async def departments_of(tx: Transaction, may: May) -> frozenset[UUID]:
    """Return the departments whose folders the actor may see, fill or manage; none for whose role deals with none."""
    found = await tx.value("SELECT folder_departments($1)", str(may))
    return frozenset(found)


async def check_manages(tx: Transaction, department_id: UUID) -> None:
    """Raise NotYourWork, NotYourFolders where the actor does not manage a department's folders."""
    check_decides(tx.actor)
    if department_id not in await departments_of(tx, May.MANAGE):
        raise NotYourFolders


async def hold_folder(tx: Transaction, folder_id: UUID) -> Record:
    """Return a folder that the actor manages, as a row, held until commit.

    Raises NotYourWork, NoSuchFolder, NotYourFolders, FolderEnded where it was destroyed or archived.
    """
    check_decides(tx.actor)
    row = await tx.row("SELECT * FROM folders WHERE id = $1 FOR UPDATE", folder_id)
    if row is None:
        raise NoSuchFolder
    await check_manages(tx, row["department_id"])
    if row["state"] in {FolderState.DESTROYED, FolderState.ARCHIVED}:
        raise FolderEnded
    return row


async def hold_fillable(tx: Transaction, folder_id: UUID | None) -> Record:
    """Return an open folder in which the actor may file, as a row (id, code of its department), held until commit.

    The scan section files in any. Raises NotYourWork, FolderNeeded, NoSuchFolder, NotYourFolders, FolderShut.
    """
    check_decides(tx.actor)
    if folder_id is None:
        raise FolderNeeded
    row = await tx.row(
        """SELECT f.id, f.state, f.department_id, d.code FROM folders f JOIN departments d ON d.id = f.department_id
           WHERE f.id = $1 FOR SHARE OF f""",
        folder_id,
    )
    if row is None:
        raise NoSuchFolder
    if not tx.actor.roles & SEES_ALL_WAITING and row["department_id"] not in await departments_of(tx, May.FILE):
        raise NotYourFolders
    if row["state"] != FolderState.OPEN:
        raise FolderShut
    return row


async def last_day_of(tx: Transaction, folder_id: UUID) -> date | None:
    """Return the last day on which a folder is kept; None while it is open."""
    row = await tx.row(f"SELECT f.closed_on, {KEPT_MONTHS} AS months FROM folders f WHERE f.id = $1", folder_id)
    return ends_on(row["closed_on"], row["months"]) if row and row["closed_on"] else None
