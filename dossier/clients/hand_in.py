"""Hand documents in as a client, under a key of its own, so that a re-send is harmless.

No verb, but the way through them: every name on it is made of the client's key. Whoever dies on the way leaves what the
next try finds.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from dossier.clients.scopes import Scope, check_scope
from dossier.clients.token import PLACE
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import NoSuchDeposit, OtherDeposit, OtherFile
from dossier.deposits.name_paper import name_paper
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.documents.errors import UnknownChoice
from dossier.documents.looks import NoSuchBeneficiary
from dossier.errors import Refused
from dossier.receipts.queries import Receipt, receipt_for
from dossier.resources import Resources
from dossier.storage.intake import Received

_DEPOSITS = UUID("6b0f2b5e-0d51-5f3b-9b8e-2f4f6f1f2a77")


class KeyUsed(Refused):
    """This idempotency key was used for something else. Take a new key for each thing that you send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What a client says of the files that it hands in: each is a paper of its own."""

    language: str  # of the depositor
    beneficiary_id: UUID | None = None  # whose they are, where the client knows
    type_code: str | None = None  # what they are, where the client knows


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStanding:
    """A document of a deposit, and where it stands."""

    id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDeposit:
    """A deposit that a client handed in."""

    id: UUID
    state: str
    receipt_number: str
    received_at: datetime
    documents: tuple[DocumentStanding, ...]


def deposit_id_of(actor: Actor, key: UUID) -> UUID:
    """Return the id of the deposit that a client hands in under a key of its own."""
    return uuid5(_DEPOSITS, f"{actor.id}/{key}")


async def hand_in(
    resources: Resources,
    actor: Actor,
    key: UUID,
    told: HandedIn,
    files: Sequence[Received],
    *,
    counted: Callable[[], Awaitable[None]],
) -> Receipt:
    """Hand files in and return their receipt; the same under the same key returns the same receipt.

    `counted` is asked before anything is kept. Raises OutOfScope, NoSuchBeneficiary, UnknownChoice, KeyUsed, and what
    `add_original` and `receive` raise.
    """
    check_scope(actor, Scope.DEPOSITS_WRITE)
    deposit_id = deposit_id_of(actor, key)
    depositor, type_id = await _known(actor, told)
    if (receipt := await receipt_for(actor, deposit_id)) is not None:
        await _check_same(actor, deposit_id, depositor, files)
        return receipt
    await counted()
    try:
        await open_deposit(actor, deposit_id, circuit=PLACE, language=told.language, depositor=depositor)
        for position, file in enumerate(files):
            paper_id = uuid5(deposit_id, f"paper/{position}")
            original_id = uuid5(deposit_id, f"original/{position}")
            await add_original(resources, actor, deposit_id, paper_id, original_id, file)
            if type_id is not None:
                await name_paper(actor, deposit_id, paper_id, type_id)
    except (OtherDeposit, OtherFile):
        raise KeyUsed from None
    await _check_same(actor, deposit_id, depositor, files)
    return await receive(resources, actor, deposit_id)


async def handed_in(actor: Actor, deposit_id: UUID) -> ClientDeposit:
    """Return a deposit that this client handed in, and where its documents stand. Raises OutOfScope, NoSuchDeposit."""
    check_scope(actor, Scope.DEPOSITS_WRITE)
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT d.id, d.state, r.number AS receipt_number, r.issued_at AS received_at
               FROM deposits d JOIN receipts r ON r.deposit_id = d.id WHERE d.id = $1""",
            deposit_id,
        )
        if row is None:
            raise NoSuchDeposit
        documents = await tx.rows(
            "SELECT id, state FROM documents WHERE deposit_id = $1 AND state <> 'emptied' ORDER BY position, id",
            deposit_id,
        )
    return ClientDeposit(**row, documents=tuple(DocumentStanding(**each) for each in documents))


async def _known(actor: Actor, told: HandedIn) -> tuple[Depositor, UUID | None]:
    """Return the depositor and the type that are meant. Raises NoSuchBeneficiary, UnknownChoice."""
    type_id, social_file_id = None, None
    async with transaction(actor) as tx:
        if told.type_code is not None:
            type_id = await tx.value(
                "SELECT id FROM document_types WHERE code = $1 AND retired_at IS NULL", told.type_code
            )
            if type_id is None:
                raise UnknownChoice
        if told.beneficiary_id is not None:
            row = await tx.row(
                """SELECT b.id, f.id AS social_file_id FROM beneficiaries b
                   LEFT JOIN social_file_members m ON m.beneficiary_id = b.id
                   LEFT JOIN social_files f ON f.id = m.social_file_id AND f.status = 'open'
                   WHERE b.id = $1 ORDER BY f.opened_on DESC NULLS LAST, f.number LIMIT 1""",
                told.beneficiary_id,
            )
            if row is None:
                raise NoSuchBeneficiary
            social_file_id = row["social_file_id"]
    return Depositor(beneficiary_id=told.beneficiary_id, social_file_id=social_file_id), type_id


async def _check_same(actor: Actor, deposit_id: UUID, depositor: Depositor, files: Sequence[Received]) -> None:
    """Raise KeyUsed where a deposit holds other files, or is somebody else's, than what comes under its key."""
    async with transaction(actor) as tx:
        kept = await tx.rows("SELECT sha256 FROM originals WHERE deposit_id = $1 ORDER BY position", deposit_id)
        whose = await tx.value("SELECT beneficiary_id FROM deposits WHERE id = $1", deposit_id)
    if [row["sha256"] for row in kept] != [each.sha256 for each in files] or whose != depositor.beneficiary_id:
        raise KeyUsed
