"""A file as it was received, for the staff who may read all that stands in it; each download is logged."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.access import GROUND_TOLD
from dossier.errors import Forbidden, Missing, Unavailable
from dossier.journal.record import note_access
from dossier.people.access import OtherDepartment, check_decides
from dossier.storage.media import SUFFIXES


class NoSuchOriginal(Missing):
    """We cannot find this file. It may have been removed."""


class NotScanned(Unavailable):
    """The antivirus has not looked at this file yet. Try again in a few minutes; its pages can be read meanwhile."""


class Infected(Forbidden):
    """The antivirus found something in this file, so nobody may open it. Its pages can be read here safely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOriginal:
    """Where the bytes of an original are, and under which name they are handed out."""

    vault_key: str
    media_type: str
    size_bytes: int
    file_name: str  # from the receipt's number: what the depositor called the file is nobody's business


async def readable_original(actor: Actor, original_id: UUID, *, scan_required: bool) -> KeptOriginal:
    """Return where an original is kept, when the actor may read every document that holds a page of it.

    Raises NotYourWork, NoSuchOriginal, OtherDepartment; Infected; NotScanned while `scan_required`.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        held = await tx.row(
            f"""SELECT bool_and(({GROUND_TOLD}) IS NOT NULL) AS readable, min({GROUND_TOLD}) AS ground
                FROM documents_of_original($1) held LEFT JOIN documents d ON d.id = held HAVING count(*) > 0""",
            original_id,
        )
        if held is None:
            raise NoSuchOriginal
        if not held["readable"]:
            raise OtherDepartment
        row = await tx.row(
            """SELECT o.vault_key, o.media_type, o.size_bytes, o.position, o.scan, r.number
               FROM originals o JOIN receipts r ON r.deposit_id = o.deposit_id WHERE o.id = $1""",
            original_id,
        )
        if row is None:
            raise NoSuchOriginal
        if row["scan"] == "infected":
            raise Infected
        if row["scan"] == "unscanned" and scan_required:
            raise NotScanned
        await note_access(tx, "download", "original", original_id, held["ground"])
    return KeptOriginal(
        vault_key=row["vault_key"],
        media_type=row["media_type"],
        size_bytes=row["size_bytes"],
        file_name=f"{row['number']}-{row['position'] + 1}.{SUFFIXES[row['media_type']]}",
    )
