"""Add a document to a folder that the department has as a file: it comes in by the way of what the centre makes.

No verb, but the way through those of every deposit. Every name on it is made of the deposit's, so that whoever sends
the same form again goes on where it stopped, and nothing is there twice.
"""

from contextlib import suppress
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.folders.profile import check_profile
from dossier.folders.put_into import put_held
from dossier.folders.values import FolderProfile
from dossier.phases.queries import check_own_circuit
from dossier.registrations.keep import document_of, keep_file
from dossier.registrations.registrar import registrar
from dossier.registrations.values import Direction
from dossier.resources import Resources
from dossier.storage.intake import Received


async def add_document(
    resources: Resources, actor: Actor, deposit_id: UUID, told: FolderProfile, file: Received, language: str
) -> UUID:
    """Add a file to a folder, with its receipt; return the document. It waits for nobody.

    Nothing is kept where what is told is not enough. Raises what `check_profile` and `keep_file` raise, OtherDeposit
    for a name that is in use, CircuitLater and CircuitForPilots before the circuit is on for the actor's team.
    """
    async with transaction(actor) as tx:
        await check_own_circuit(tx, str(Direction.INTERNAL))
        await check_profile(tx, told)
    taking_in, document_id = registrar(actor, Direction.INTERNAL), document_of(deposit_id)
    await open_deposit(
        taking_in, deposit_id, circuit=str(Direction.INTERNAL), language=language, depositor=Depositor(), in_hand=True
    )
    with suppress(DepositNotOpen):  # an earlier try came as far as the receipt
        await keep_file(resources, taking_in, deposit_id, file)

    async def along(tx: Transaction) -> None:
        checked = await check_profile(tx, told)  # once more: the folder may have been closed meanwhile
        await tx.see_whole_centre()
        await put_held(tx, document_id, deposit_id, checked)

    await receive(resources, taking_in, deposit_id, along=along)
    return document_id
