"""Say what a second look found: in order, or what was wrong, which is put right in the same act."""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.documents.correct import correct_filed
from dossier.documents.errors import BeneficiaryNeeded, TypeNeeded
from dossier.documents.move import ReasonNeeded, move_filed
from dossier.documents.profile import Profile
from dossier.events import SecondLookInOrder, SecondLookWrong
from dossier.outbox.publish import publish
from dossier.people.access import check_decides
from dossier.second_looks.errors import NothingWrong, ProfileDiffers, ReadingNeeded
from dossier.second_looks.held import CLEARED, HeldLook, hold_look


class Wrong(StrEnum):
    """What can be wrong of a filed document."""

    TYPE = "type"
    PERSON = "person"
    DATE = "date"
    OTHER = "other"  # validity, sender, reference, language, confidentiality, words
    CUT = "cut"  # pages are missing, or are another document's


def differences(filed: Profile, told: Profile) -> frozenset[Wrong]:
    """Return in which fields a profile is another than what was filed; both name versions of types that hold now."""
    fields = {
        Wrong.TYPE: ("type_id",),
        Wrong.PERSON: ("beneficiary_id",),
        Wrong.DATE: ("document_date",),
        Wrong.OTHER: ("valid_until", "words", "sender", "reference", "language", "sealed_as"),
    }
    return frozenset(
        wrong for wrong, names in fields.items() if any(getattr(filed, each) != getattr(told, each) for each in names)
    )


async def find_in_order(actor: Actor, look_id: UUID, told: Profile, *, is_cut_wrongly: bool = False) -> None:
    """End a look at a document whose profile is right as it was filed, which is what is told too.

    Raises NotYourWork, NoSuchSecondLook, ReadingNeeded, ProfileDiffers, TypeNeeded, BeneficiaryNeeded.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        look = await _read(tx, look_id)
        if _found(look, told, is_cut_wrongly=is_cut_wrongly):
            raise ProfileDiffers
        await advance(tx, "second_looks.find_in_order", look_id, ended_at=clock.now(), **CLEARED)
        await publish(tx, SecondLookInOrder(record_id=look_id, document_id=look.found.id))


async def find_wrong(
    actor: Actor,
    look_id: UUID,
    told: Profile,
    *,
    is_cut_wrongly: bool = False,
    words: str = "",
    lowers_seal: bool = False,
) -> frozenset[Wrong]:
    """End a look at a document that was filed wrongly, and have it say what is told; return what was wrong.

    For another person it is moved, as any filed document is, with `words` for the register; what else was wrong is
    corrected. A document that was moved since to where it belongs stays there. Pages that were cut wrongly are counted.
    Raises NotYourWork, NoSuchSecondLook, ReadingNeeded, NothingWrong, TypeNeeded, BeneficiaryNeeded, ReasonNeeded, and
    what `move_filed` and `correct_filed` raise.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        look = await _read(tx, look_id)
        found = _found(look, told, is_cut_wrongly=is_cut_wrongly)
        if not found:
            raise NothingWrong
        await tx.see_whole_centre()  # corrected, it may be out of the actor's own sight
        if Wrong.PERSON in found:
            await _move(tx, look, told.beneficiary_id, words)
        if found & {Wrong.TYPE, Wrong.DATE, Wrong.OTHER}:
            await correct_filed(tx, look.found, told, lowers_seal=lowers_seal)
        await advance(tx, "second_looks.find_wrong", look_id, wrong=_in_order(found), ended_at=clock.now(), **CLEARED)
        await publish(
            tx, SecondLookWrong(record_id=look_id, document_id=look.found.id, kind=",".join(_in_order(found)))
        )
    return found


async def _read(tx: Transaction, look_id: UUID) -> HeldLook:
    look = await hold_look(tx, look_id)
    if look.read_by != tx.actor.staff_id:
        raise ReadingNeeded
    return look


def _found(look: HeldLook, told: Profile, *, is_cut_wrongly: bool) -> frozenset[Wrong]:
    if told.type_id is None:
        raise TypeNeeded
    if told.beneficiary_id is None:
        raise BeneficiaryNeeded
    found = differences(look.filed_now, told)
    return found | {Wrong.CUT} if is_cut_wrongly else found


async def _move(tx: Transaction, look: HeldLook, beneficiary_id: UUID | None, words: str) -> None:
    assert beneficiary_id is not None
    if not words.strip():
        raise ReasonNeeded
    stands = await tx.value(
        "SELECT EXISTS (SELECT FROM document_beneficiaries WHERE document_id = $1 AND beneficiary_id = $2)",
        look.found.id,
        beneficiary_id,
    )
    if not stands:
        await move_filed(tx, look.found, beneficiary_id, "", words.strip())


def _in_order(found: Iterable[Wrong]) -> list[str]:
    return [str(each) for each in Wrong if each in found]
