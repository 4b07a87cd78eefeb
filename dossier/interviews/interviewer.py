"""A worker at an interview acts in a depositor's place: on deposits that they opened there, and on no other."""

from dataclasses import replace
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.capture_session import PLACE
from dossier.documents.of_file import check_works_on
from dossier.errors import Forbidden
from dossier.people.access import check_interviews


class NotYourInterview(Forbidden):
    """A colleague takes these papers in. Open the file, and begin on your own."""


def interviewer(actor: Actor) -> Actor:
    """Return a worker as who takes in, as any depositor hands in: what is theirs is the caller's to know.

    Raises NotYourWork.
    """
    check_interviews(actor)
    return replace(actor, place=PLACE, takes_in=True)


async def interviewer_of(actor: Actor, deposit_id: UUID) -> Actor:
    """Return a worker as who takes in a deposit that they opened at an interview.

    Raises NotYourWork, NotYourInterview.
    """
    taking_in = interviewer(actor)
    async with transaction(taking_in) as tx:
        if not await tx.value(
            "SELECT EXISTS (SELECT FROM interviews WHERE deposit_id = $1 AND staff_id = $2)", deposit_id, actor.staff_id
        ):
            raise NotYourInterview
    return taking_in


async def check_takes_in_for(tx: Transaction, social_file_id: UUID) -> None:
    """Let those pass who hold interviews and work on a file.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    check_interviews(tx.actor)
    await check_works_on(tx, social_file_id)
