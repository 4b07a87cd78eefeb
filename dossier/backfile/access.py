"""Who works on a paper file: the scan section on any, others on those files that they work on."""

from uuid import UUID

from dossier.backfile.errors import NoSuchPart, PartEnded
from dossier.database.engine import Record, Transaction
from dossier.documents.of_file import NoSuchFile, check_works_on
from dossier.people.access import OwnOrRelative, check_decides
from dossier.people.roles import SEES_ALL_WAITING


async def check_backfile(tx: Transaction, social_file_id: UUID) -> None:
    """Let those pass who may say what a paper file holds. They see how many sheets it has, and none of them.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    check_decides(tx.actor)
    if not tx.actor.roles & SEES_ALL_WAITING:
        await check_works_on(tx, social_file_id)
        return
    is_kin = await tx.value("SELECT id = ANY (kin_files()) FROM social_files WHERE id = $1", social_file_id)
    if is_kin is None:
        raise NoSuchFile
    if is_kin:
        raise OwnOrRelative


async def hold_part(tx: Transaction, social_file_id: UUID, part_id: UUID, *, ended: bool = False) -> Record:
    """Return a part as a row (part, sheet_count, ended_at), held until commit.

    Raises NoSuchPart, PartEnded where it is and the caller wants none that `ended`, and what `check_backfile` raises.
    """
    await check_backfile(tx, social_file_id)
    row = await tx.row(
        "SELECT part, sheet_count, ended_at FROM backfile_parts WHERE id = $1 AND social_file_id = $2 FOR UPDATE",
        part_id,
        social_file_id,
    )
    if row is None:
        raise NoSuchPart
    if row["ended_at"] is not None and not ended:
        raise PartEnded
    return row
