"""Say whose deposit it is: a clerk has the person, their letter or their card before them."""

from uuid import UUID

from dossier import signing
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.errors import DepositNotOpen
from dossier.errors import Missing
from dossier.events import DepositorNamed
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish
from dossier.people.access import OwnOrRelative
from dossier.people.cipher import NissCipher
from dossier.people.queries import FoundBeneficiary, beneficiary_in, find_beneficiaries
from dossier.receipts.introduced import NobodyIntroduced, introduced_by_code

__all__ = ["NobodyChosen", "find_depositors", "name_depositor"]


class NobodyChosen(Missing):
    """We know nobody like this. Choose a person from the list, or go on without a name."""


async def find_depositors(actor: Actor, words: str, cipher: NissCipher) -> list[FoundBeneficiary]:
    """Find people by name, file number, NISS, or what the code of a letter, a card or a receipt holds, best first.

    Each once. `actor` is a clerk (`clerk.clerk`). A receipt finds nobody that it would not introduce at a kiosk.
    """
    try:
        introduced = await introduced_by_code(system(actor.centre_id), words)
    except (signing.BadToken, NobodyIntroduced):
        return []
    if introduced is not None:
        words = introduced.file_number
    once: dict[UUID, FoundBeneficiary] = {}
    for each in await find_beneficiaries(actor, words, cipher):
        if each.id not in once or once[each.id].file_number is None:
            once[each.id] = each
    return list(once.values())


async def name_depositor(actor: Actor, deposit_id: UUID, beneficiary_id: UUID | None) -> None:
    """Set whose an open deposit is; None: nobody knows. Its messages speak that person's language from then on.

    The caller knows that it is the clerk's own. Raises DepositNotOpen, NobodyChosen, OwnOrRelative for the clerk's own
    papers and those of a relative.
    """
    async with transaction(actor) as tx:
        person = None
        if beneficiary_id is not None:
            person = await beneficiary_in(tx, beneficiary_id)
            if person is None:
                raise NobodyChosen
            if await tx.value(
                "SELECT EXISTS (SELECT FROM staff_ties WHERE staff_id = app_staff() AND beneficiary_id = $1)",
                beneficiary_id,
            ):
                raise OwnOrRelative
        if not await tx.run(
            """UPDATE deposits d SET beneficiary_id = $2, social_file_id = $3,
                      language = coalesce((SELECT b.language FROM beneficiaries b WHERE b.id = $2), d.language)
               WHERE d.id = $1 AND d.state = $4""",
            deposit_id,
            beneficiary_id,
            person.social_file_id if person else None,
            str(DepositState.OPEN),
        ):
            raise DepositNotOpen
        await publish(tx, DepositorNamed(record_id=deposit_id, deposit_id=deposit_id, beneficiary_id=beneficiary_id))
