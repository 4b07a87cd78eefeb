"""Profile a document: say what it is, whom it concerns, of what day it is, from whom it comes and who may read it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.documents.claim import check_in_hand
from dossier.documents.decided import already_decided
from dossier.documents.errors import BeneficiaryNeeded, FileNeeded, TypeNeeded, UnknownChoice
from dossier.documents.fields import check_fields, valid_until
from dossier.documents.seal import Seal, note_seals
from dossier.events import DocumentProfiled
from dossier.outbox.publish import publish
from dossier.people.access import OwnOrRelative
from dossier.thesaurus.content import Asked
from dossier.thesaurus.versions import hold_current

Language = Literal["fr", "nl", "de", "en", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a staff member says of a document."""

    type_id: UUID | None
    beneficiary_id: UUID | None
    document_date: date | None  # the date written on it; None when it carries none
    words: str = ""  # what it is, where its type asks
    valid_until: date | None = None  # None: as the rule of its type proposes
    sender: str = ""
    reference: str = ""  # the sender's own number for it
    language: Language | None = None
    sealed_as: Seal | None = None  # by hand, beside what its type seals


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedProfile:
    """A profile that can be filed: every choice exists, and the file is known."""

    type_id: UUID
    beneficiary_id: UUID
    social_file_id: UUID
    document_date: date | None
    valid_until: date | None
    words: str
    sender: str
    reference: str
    language: Language | None
    sealed_as: Seal | None  # none where its type seals it so by itself
    two_readers: bool
    seals: frozenset[Seal]  # its type's and the hand's

    def columns(self) -> dict[str, object]:
        """Return what is written into the document's row."""
        return {
            "type_id": self.type_id,
            "social_file_id": self.social_file_id,
            "document_date": self.document_date,
            "valid_until": self.valid_until,
            "words": self.words,
            "sender": self.sender,
            "reference": self.reference,
            "language": self.language,
            "sealed_as": self.sealed_as,
        }


async def profile(actor: Actor, document_id: UUID, told: Profile, *, lowers_seal: bool = False) -> None:
    """Keep a profile without filing the document.

    Raises what `check_profile` and `note_seals` raise, ClaimLost, AlreadyDecided, NoSuchDocument, Forbidden.
    """
    async with transaction(actor, planned_once=True) as tx:
        found = await check_in_hand(tx, document_id)
        checked = await check_profile(tx, told)
        await tx.see_whole_centre()  # filed elsewhere, or under a seal, it may be out of the actor's own sight
        await note_seals(tx, found, checked.seals, checked.sealed_as, lowers=lowers_seal)
        if not await advance(tx, "documents.profile", document_id, **checked.columns()):
            raise await already_decided(tx, document_id)
        await set_beneficiary(tx, document_id, checked.beneficiary_id)
        await publish(tx, DocumentProfiled(record_id=document_id, deposit_id=found.deposit_id, type_id=checked.type_id))


async def check_profile(tx: Transaction, told: Profile, file_id: UUID | None = None) -> CheckedProfile:
    """Complete a profile: the beneficiary's open file (or the one told), the validity that the type proposes.

    The type is the version that holds now of the term that was named, or of the one into which that was merged.

    Raises TypeNeeded, BeneficiaryNeeded, UnknownChoice, and what `check_fields` and `file_for` raise.
    """
    if told.type_id is None:
        raise TypeNeeded
    if told.beneficiary_id is None:
        raise BeneficiaryNeeded
    kind = await hold_current(tx, told.type_id)
    if kind is None:
        raise UnknownChoice
    content = kind.content
    check_fields(content.asks, told)
    file_id = file_id or await file_for(tx, told.beneficiary_id)
    of_type: Seal | None = None if content.sensitivity == "normal" else content.sensitivity
    return CheckedProfile(
        type_id=kind.id,
        beneficiary_id=told.beneficiary_id,
        social_file_id=file_id,
        document_date=told.document_date,
        valid_until=told.valid_until or valid_until(told.document_date, content.validity_days),
        words=told.words if Asked.WORDS in content.asks else "",
        sender=told.sender,
        reference=told.reference,
        language=told.language,
        sealed_as=None if told.sealed_as == of_type else told.sealed_as,
        two_readers=content.two_readers,
        seals=frozenset(each for each in (of_type, told.sealed_as) if each),
    )


async def file_for(tx: Transaction, beneficiary_id: UUID, number: str = "") -> UUID:
    """Return the open file in which a document about someone is filed: that of a number, else their latest.

    Raises UnknownChoice for nobody; FileNeeded without an open file, or none of theirs has that number; OwnOrRelative.
    """
    found = await tx.row(
        """SELECT file.id, file.id = ANY (kin_files())
                  OR EXISTS (SELECT FROM staff_ties t WHERE t.staff_id = $3 AND t.beneficiary_id = b.id) AS of_kin
           FROM beneficiaries b LEFT JOIN LATERAL (
               SELECT f.id FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
               WHERE m.beneficiary_id = b.id AND f.status = 'open' AND $2 IN ('', f.number)
               ORDER BY f.opened_on DESC, f.number LIMIT 1) file ON true
           WHERE b.id = $1""",
        beneficiary_id,
        number,
        tx.actor.staff_id,
    )
    if found is None:
        raise UnknownChoice
    file_id: UUID | None = found["id"]
    if file_id is None:
        raise FileNeeded
    if found["of_kin"]:
        raise OwnOrRelative
    return file_id


async def set_beneficiary(tx: Transaction, document_id: UUID, beneficiary_id: UUID) -> None:
    """Make a beneficiary the one whom a document concerns."""
    await tx.run(
        """WITH others AS (DELETE FROM document_beneficiaries WHERE document_id = $2 AND beneficiary_id <> $3)
           INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id) VALUES ($1, $2, $3)
           ON CONFLICT DO NOTHING""",
        tx.actor.centre_id,
        document_id,
        beneficiary_id,
    )
