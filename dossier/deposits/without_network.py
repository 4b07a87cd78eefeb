"""A deposit that a kiosk took in while it had no network, as it is handed on: every step may be asked again."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import NoSuchDeposit
from dossier.deposits.open import Depositor, open_deposit
from dossier.lifecycle import DepositState
from dossier.people.identify import Identified, NotIdentified, NumberMistyped, identify

CIRCUIT = "kiosk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """Who somebody said they are, which the kiosk could ask nobody about."""

    file_number: str
    birth_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """How far a deposit is."""

    actor: Actor  # in whose name it goes on: the beneficiary's where we found them, else the kiosk's
    state: DepositState
    original_ids: AbstractSet[UUID]  # that are here


async def begin(actor: Actor, deposit_id: UUID, *, language: str, claimed: Claimed | None) -> HandedOn:
    """Open the deposit that a kiosk named, and tell how far it is. `actor` is the kiosk.

    Who cannot be found is nobody, as whoever has neither number nor letter: their papers come in all the same.
    Raises OtherDeposit.
    """
    try:
        return await so_far(actor, deposit_id)
    except NoSuchDeposit:
        found = await _found(actor, claimed)
        depositor = Depositor()
        if found is not None:
            depositor = Depositor(beneficiary_id=found.beneficiary_id, social_file_id=found.social_file_id)
        await open_deposit(
            _in_name_of(actor, depositor.beneficiary_id),
            deposit_id,
            circuit=CIRCUIT,
            language=language,
            depositor=depositor,
            device_id=actor.id,
            in_hand=True,
        )
        return await so_far(actor, deposit_id)


async def so_far(actor: Actor, deposit_id: UUID) -> HandedOn:
    """Return how far a deposit of a kiosk is. Raises NoSuchDeposit, also for another kiosk's."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT state, beneficiary_id, ARRAY(SELECT o.id FROM originals o WHERE o.deposit_id = d.id) AS originals
               FROM deposits d WHERE id = $1 AND device_id = $2 AND circuit = $3""",
            deposit_id,
            actor.id,
            CIRCUIT,
        )
    if row is None:
        raise NoSuchDeposit
    return HandedOn(
        actor=_in_name_of(actor, row["beneficiary_id"]),
        state=DepositState(row["state"]),
        original_ids=frozenset(row["originals"]),
    )


async def _found(actor: Actor, claimed: Claimed | None) -> Identified | None:
    if claimed is None:
        return None
    try:
        return await identify(actor, claimed.file_number, claimed.birth_date)
    except (NumberMistyped, NotIdentified):
        return None


def _in_name_of(kiosk: Actor, beneficiary_id: UUID | None) -> Actor:
    if beneficiary_id is None:
        return kiosk
    return Actor(centre_id=kiosk.centre_id, kind="beneficiary", id=beneficiary_id, place=kiosk.place)
