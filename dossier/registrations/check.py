"""Check what is told of a document to register before any byte of it is kept."""

from dataclasses import dataclass, replace

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.documents.of_file import check_works_on
from dossier.documents.profile import CheckedProfile, Profile, check_profile
from dossier.interviews.begin import NotInFile
from dossier.notices.channels import channels
from dossier.phases.queries import check_own_circuit
from dossier.registrations.enterprise_number import EnterpriseNumber
from dossier.registrations.errors import (
    AddresseeNeeded,
    EnterpriseNumberNeeded,
    NoEmailThere,
    NoMailServer,
    NoSuchAuthor,
    NotForMail,
    NotOfThisFile,
    SentByNeeded,
)
from dossier.registrations.values import Direction, NewRegistration, SentBy
from dossier.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A registration that can be made."""

    told: NewRegistration
    profile: Profile  # with its author as the sender; the number is added once it is given
    language: str  # the beneficiary's


async def check(settings: Settings, actor: Actor, told: NewRegistration) -> Checked:
    """Complete what is told. What goes into "My documents" is addressed to whom it is about.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile, AddresseeNeeded, SentByNeeded, NotInFile,
    NoSuchAuthor, NotOfThisFile, what `check_profile` raises, CircuitLater and CircuitForPilots before the direction's
    circuit is on for the team of whoever registers; EnterpriseNumberNeeded, EnterpriseNumberMalformed and
    EnterpriseNumberMistyped for an eBox; NoMailServer, NoEmailThere and NotForMail where the person cannot be told of
    it by e-mail.
    """
    async with transaction(actor) as tx:
        await check_works_on(tx, told.social_file_id)
        await check_own_circuit(tx, str(told.direction))
        if told.direction is Direction.OUTGOING:
            if told.sent_by is None:
                raise SentByNeeded
            if told.sent_by is not SentBy.MINE and not told.addressee.strip():
                raise AddresseeNeeded
        told = replace(told, enterprise_number=_box_of(settings, told))
        author = await tx.value(
            "SELECT first_name || ' ' || last_name FROM staff_members WHERE id = $1 AND active", told.author_id
        )
        if author is None:
            raise NoSuchAuthor
        await _check_answers(tx, told)
        profile = replace(told.profile, sender=author, reference="–")  # the number, as soon as there is one
        language = await _language(tx, told)
        filed = await check_profile(tx, profile, told.social_file_id)
        if told.direction is Direction.OUTGOING and told.sent_by is SentBy.MINE:
            told = replace(told, addressee=await _person_told(tx, settings, filed))
    told = replace(
        told,
        addressee=" ".join(told.addressee.split()),
        sent_by=told.sent_by if told.direction is Direction.OUTGOING else None,
    )
    return Checked(told=told, profile=profile, language=language)


def _box_of(settings: Settings, told: NewRegistration) -> str:
    """Return the number of the enterprise whose eBox gets it; nothing where it goes to none from here.

    Raises EnterpriseNumberNeeded, EnterpriseNumberMalformed, EnterpriseNumberMistyped.
    """
    if told.direction is not Direction.OUTGOING or told.sent_by is not SentBy.EBOX or not settings.ebox_url:
        return ""
    if not told.enterprise_number.strip():
        raise EnterpriseNumberNeeded
    return EnterpriseNumber.parse(told.enterprise_number).digits


async def _language(tx: Transaction, told: NewRegistration) -> str:
    if told.profile.beneficiary_id is None:
        return "fr"  # `check_profile` says that somebody is needed
    language: str | None = await tx.value(
        """SELECT b.language FROM social_file_members m JOIN beneficiaries b ON b.id = m.beneficiary_id
           WHERE m.social_file_id = $1 AND m.beneficiary_id = $2""",
        told.social_file_id,
        told.profile.beneficiary_id,
    )
    if language is None:
        raise NotInFile
    return language


async def _person_told(tx: Transaction, settings: Settings, filed: CheckedProfile) -> str:
    """Return the name of the person who reads it in My documents. Raises NoMailServer, NoEmailThere, NotForMail."""
    if "email" not in channels(settings):
        raise NoMailServer
    if filed.seals:
        raise NotForMail
    row = await tx.row(
        "SELECT last_name || ' ' || first_name AS name, email FROM beneficiaries WHERE id = $1", filed.beneficiary_id
    )
    if row is None or not row["email"]:
        raise NoEmailThere
    name: str = row["name"]
    return name


async def _check_answers(tx: Transaction, told: NewRegistration) -> None:
    """Hold what is answered against the file; a document that the actor may not read is none to them."""
    for wanted, table in ((told.answers_document_id, "documents"), (told.answers_request_id, "document_requests")):
        if wanted is not None and not await tx.value(
            f"SELECT EXISTS (SELECT FROM {table} WHERE id = $1 AND social_file_id = $2)", wanted, told.social_file_id
        ):
            raise NotOfThisFile
