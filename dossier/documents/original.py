"""A file as it was received, for the staff who may read all that stands in it; each download is logged."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Forbidden, Missing, Unavailable
from dossier.journal.record import note_access
from dossier.people.access import READABLE, OtherDepartment, reading
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
    async with transaction(actor) as tx:
        row = await tx.row(
            f"""SELECT o.vault_key, o.media_type, o.size_bytes, o.position, o.scan, r.number,
                       bool_and(coalesce({READABLE}, false)) AS readable
                FROM originals o JOIN receipts r ON r.deposit_id = o.deposit_id
                JOIN pages g ON g.original_id = o.id JOIN document_pages dp ON dp.page_id = g.id
                JOIN documents d ON d.id = dp.document_id LEFT JOIN social_files f ON f.id = d.social_file_id
                WHERE o.id = $4 GROUP BY o.id, r.number""",
            *reading(actor),
            original_id,
        )
        if row is None:
            raise NoSuchOriginal
        if not row["readable"]:
            raise OtherDepartment
        if row["scan"] == "infected":
            raise Infected
        if row["scan"] == "unscanned" and scan_required:
            raise NotScanned
        await note_access(tx, "download", "original", original_id)
    return KeptOriginal(
        vault_key=row["vault_key"],
        media_type=row["media_type"],
        size_bytes=row["size_bytes"],
        file_name=f"{row['number']}-{row['position'] + 1}.{SUFFIXES[row['media_type']]}",
    )
