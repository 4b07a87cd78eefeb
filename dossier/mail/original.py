"""A mail as it was received, for those who may read all that was made of it; each download is logged."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.original import Infected, NotScanned
from dossier.journal.record import note_access
from dossier.mail.queries import THEIRS, NoSuchMail
from dossier.people.access import READABLE, OtherDepartment, check_reads_mail

MEDIA_TYPE = "message/rfc822"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMail:
    """Where the bytes of a mail are, and under which name they are handed out."""

    vault_key: str
    media_type: str
    size_bytes: int
    file_name: str  # from its id: neither sender nor subject


async def readable_mail(actor: Actor, mail_id: UUID, *, scan_required: bool) -> KeptMail:
    """Return where a mail is kept, when the actor may read every document that was made of it.

    Raises NotYourWork, NoSuchMail, OtherDepartment; Infected; NotScanned while `scan_required`.
    """
    check_reads_mail(actor)
    async with transaction(actor) as tx:
        row = await tx.row(
            f"""SELECT m.vault_key, m.size_bytes, m.scan,
                       NOT EXISTS (SELECT FROM mail_parts p CROSS JOIN LATERAL documents_of_original(p.original_id) held
                                   LEFT JOIN documents d ON d.id = held
                                   WHERE p.mail_id = m.id AND {READABLE} IS NOT TRUE) AS readable
                FROM mails m WHERE m.id = $1 AND {THEIRS}""",
            mail_id,
        )
        if row is None:
            raise NoSuchMail
        if not row["readable"]:
            raise OtherDepartment
        if row["scan"] == "infected":
            raise Infected
        if row["scan"] == "unscanned" and scan_required:
            raise NotScanned
        await note_access(tx, "download", "mail", mail_id, "waiting")
    return KeptMail(
        vault_key=row["vault_key"],
        media_type=MEDIA_TYPE,
        size_bytes=row["size_bytes"],
        file_name=f"mail-{mail_id.hex[:12]}.eml",
    )
