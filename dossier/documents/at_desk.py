"""What a desk shows of a document: how it stands, what its form names, and what is suggested beside that."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.review import Review, review_in
from dossier.documents.suggest import Suggestion, suggestions_in
from dossier.people.queries import FoundBeneficiary, beneficiary_in
from dossier.thesaurus.queries import TypeChoice, type_now_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the form of a profile says by now."""

    type_id: UUID | None
    beneficiary_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDesk:
    """A document at a desk."""

    review: Review
    kind: TypeChoice | None  # which the form names, as it holds now
    person: FoundBeneficiary | None  # whom the form names
    suggestions: tuple[Suggestion, ...]  # none for what is decided


async def at_desk(actor: Actor, document_id: UUID, said: Said | None = None) -> AtDesk:
    """Return a document for a desk, all from one moment, and write the look into the access log.

    `said` is what its form says by now; None: what is proposed or decided. Raises NotYourWork, NoSuchDocument,
    OtherDepartment.
    """
    async with transaction(actor, planned_once=True) as tx:
        seen = await review_in(tx, document_id)
        named = said or Said(type_id=seen.type_id, beneficiary_id=seen.beneficiary_id)
        kind = await type_now_in(tx, named.type_id) if named.type_id else None
        person = await beneficiary_in(tx, named.beneficiary_id) if named.beneficiary_id else None
        suggestions = (
            await suggestions_in(
                tx, document_id, type_id=kind.id if kind else None, beneficiary_id=person.id if person else None
            )
            if seen.waits
            else ()
        )
    return AtDesk(review=seen, kind=kind, person=person, suggestions=suggestions)
