"""Register a document that the centre made: its file goes into a deposit, gets its number, and is filed.

No verb, but the way through those of every deposit and document. Every name on it is made of the deposit's, so that
whoever sends the same form again goes on where it stopped, and nothing is there twice.
"""

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.documents.claim import claim, release
from dossier.documents.errors import AlreadyDecided, ClaimedByOther, ClaimLost
from dossier.documents.validate import validate
from dossier.events import DocumentRegistered
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish
from dossier.registrations.check import Checked, check
from dossier.registrations.keep import document_of, keep
from dossier.registrations.registrar import registrar
from dossier.registrations.values import NewRegistration, number_of
from dossier.resources import Resources
from dossier.storage.intake import Received


async def register(resources: Resources, actor: Actor, told: NewRegistration, file: Received) -> UUID:
    """Register a document and file it; return the document. One whose type needs two readers waits for the second.

    Nothing is kept where what is told is not enough. Raises what `check` and `keep` raise, OtherDeposit for a name that
    is in use, Unavailable.
    """
    checked = await check(resources.settings, actor, told)
    told, taking_in = checked.told, registrar(actor, told.direction)
    depositor = Depositor(beneficiary_id=told.profile.beneficiary_id, social_file_id=told.social_file_id)
    await open_deposit(
        taking_in,
        told.deposit_id,
        circuit=str(told.direction),
        language=checked.language,
        depositor=depositor,
        in_hand=True,
    )
    with suppress(DepositNotOpen):  # an earlier try came as far as the receipt
        await keep(resources, taking_in, actor, told, file)

    async def along(tx: Transaction) -> None:
        await _number(tx, told)

    await receive(resources, taking_in, told.deposit_id, along=along)
    document_id = document_of(told.deposit_id)
    await _file(resources.settings.claim_lease_seconds, actor, checked, document_id)
    return document_id


async def _number(tx: Transaction, told: NewRegistration) -> None:
    """Give the next number of the register of this year, in Brussels; the register is held until commit."""
    year = clock.today().year
    number: int = await tx.value(
        """INSERT INTO register_numbers AS given (centre_id, direction, year, last_number) VALUES ($1, $2, $3, 1)
           ON CONFLICT (centre_id, direction, year) DO UPDATE SET last_number = given.last_number + 1
           RETURNING last_number""",
        tx.actor.centre_id,
        str(told.direction),
        year,
    )
    document_id = document_of(told.deposit_id)
    await tx.run("UPDATE registrations SET year = $2, number = $3 WHERE document_id = $1", document_id, year, number)
    await publish(
        tx,
        DocumentRegistered(
            record_id=document_id,
            deposit_id=told.deposit_id,
            social_file_id=told.social_file_id,
            circuit=str(told.direction),
            year=year,
            number=number,
        ),
    )


async def _file(lease_seconds: int, actor: Actor, checked: Checked, document_id: UUID) -> None:
    async with transaction(actor) as tx:
        row = await tx.row(
            "SELECT direction, year, number FROM registrations WHERE document_id = $1 AND number IS NOT NULL",
            document_id,
        )
    if row is None:  # a colleague filed it meanwhile, out of the actor's sight
        return
    profile = replace(checked.profile, reference=number_of(**dict(row)))
    try:
        await claim(actor, document_id, lease_seconds)
        state = await validate(actor, document_id, profile, file_id=checked.told.social_file_id)
    except (AlreadyDecided, ClaimedByOther, ClaimLost):  # a colleague has taken it from the queue: they decide
        return
    if state is DocumentState.SECOND_READING:
        await release(actor, document_id)
