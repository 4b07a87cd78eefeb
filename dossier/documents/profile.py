"""Profile a document: say what it is, whom it concerns, and of what day it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.documents.claim import check_in_hand
from dossier.documents.decided import already_decided
from dossier.documents.errors import (
    BeneficiaryNeeded,
    DateNeeded,
    FileNeeded,
    FutureDate,
    TypeNeeded,
    UnknownChoice,
    WordsNeeded,
)
from dossier.events import DocumentProfiled
from dossier.outbox.publish import publish
from dossier.people.access import OwnOrRelative
from dossier.thesaurus.content import Asked
from dossier.thesaurus.versions import hold_current


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a staff member says of a document."""

    type_id: UUID | None
    beneficiary_id: UUID | None
    document_date: date | None  # the date written on it; None when it carries none
    words: str = ""  # what it is, where its type asks


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedProfile:
    """A profile that can be filed: every choice exists, and the file is known."""

    type_id: UUID
    beneficiary_id: UUID
    social_file_id: UUID
    document_date: date | None
    valid_until: date | None
    words: str
    two_readers: bool

    def columns(self) -> dict[str, object]:
        """Return what is written into the document's row."""
        return {
            "type_id": self.type_id,
            "social_file_id": self.social_file_id,
            "document_date": self.document_date,
            "valid_until": self.valid_until,
            "words": self.words,
        }


async def profile(actor: Actor, document_id: UUID, told: Profile) -> None:
    """Keep a profile without filing the document.

    Raises what `check_profile` raises, ClaimLost, AlreadyDecided, NoSuchDocument, Forbidden.
    """
    async with transaction(actor) as tx:
        found = await check_in_hand(tx, document_id)
        checked = await check_profile(tx, told)
        await tx.see_whole_centre()  # filed elsewhere, or under a seal, it may be out of the actor's own sight
        if not await advance(tx, "documents.profile", document_id, **checked.columns()):
            raise await already_decided(tx, document_id)
        await set_beneficiary(tx, document_id, checked.beneficiary_id)
        await publish(tx, DocumentProfiled(record_id=document_id, deposit_id=found.deposit_id, type_id=checked.type_id))


async def check_profile(tx: Transaction, told: Profile) -> CheckedProfile:
    """Complete a profile: the beneficiary's open file, the validity that the type proposes.

    The type is the version that holds now of the term that was named, or of the one into which that was merged.

    Raises TypeNeeded, BeneficiaryNeeded, FileNeeded, FutureDate, DateNeeded, WordsNeeded, UnknownChoice, OwnOrRelative.
    """
    if told.type_id is None:
        raise TypeNeeded
    if told.beneficiary_id is None:
        raise BeneficiaryNeeded
    if told.document_date and told.document_date > clock.today():
        raise FutureDate
    kind = await hold_current(tx, told.type_id)
    person = await tx.value("SELECT id FROM beneficiaries WHERE id = $1", told.beneficiary_id)
    if kind is None or person is None:
        raise UnknownChoice
    if Asked.DOCUMENT_DATE in kind.content.asks and told.document_date is None:
        raise DateNeeded
    if Asked.WORDS in kind.content.asks and not told.words:
        raise WordsNeeded
    file_id = await tx.value(
        """SELECT f.id FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
           WHERE m.beneficiary_id = $1 AND f.status = 'open' ORDER BY f.opened_on DESC, f.number LIMIT 1""",
        told.beneficiary_id,
    )
    if file_id is None:
        raise FileNeeded
    if await tx.value(
        """SELECT $1 = ANY (kin_files()) OR EXISTS (SELECT FROM staff_ties
                                                    WHERE staff_id = $2 AND beneficiary_id = $3)""",
        file_id,
        tx.actor.staff_id,
        told.beneficiary_id,
    ):
        raise OwnOrRelative
    days = kind.content.validity_days
    return CheckedProfile(
        type_id=kind.id,
        beneficiary_id=told.beneficiary_id,
        social_file_id=file_id,
        document_date=told.document_date,
        valid_until=told.document_date + timedelta(days=days) if told.document_date and days else None,
        words=told.words if Asked.WORDS in kind.content.asks else "",
        two_readers=kind.content.two_readers,
    )


async def set_beneficiary(tx: Transaction, document_id: UUID, beneficiary_id: UUID) -> None:
    """Make a beneficiary the one whom a document concerns."""
    await tx.run("DELETE FROM document_beneficiaries WHERE document_id = $1", document_id)
    await tx.run(
        "INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id) VALUES ($1, $2, $3)",
        tx.actor.centre_id,
        document_id,
        beneficiary_id,
    )
