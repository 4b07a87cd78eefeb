"""Open a deposit: a depositor begins to hand over."""

from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import HelperCodeOver, OtherDeposit
from dossier.events import DepositOpened, HelperCodeUsed
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish
from dossier.phases.queries import check_circuit


@dataclass(frozen=True, slots=True, kw_only=True)
class Depositor:
    """Who hands over: a beneficiary who identified, a helper for one, someone who left a name and a contact, nobody."""

    beneficiary_id: UUID | None = None
    social_file_id: UUID | None = None
    name: str = ""
    contact: str = ""
    helper_code_id: UUID | None = None  # by which the one named hands in for the beneficiary


async def open_deposit(
    actor: Actor,
    deposit_id: UUID,
    *,
    circuit: str,
    language: str,
    depositor: Depositor,
    device_id: UUID | None = None,
    in_hand: bool = False,
) -> bool:
    """Open the deposit that the client named; a second call with the same id is harmless.

    Tell whether it holds nothing yet: it is new, or another call for it was under way, or its answer was lost.

    `in_hand`: the centre has the papers already, so that they come in whatever the phase is.

    Raises OtherDeposit when the id belongs to a deposit of someone else, HelperCodeOver for a code that is used up, too
    old or taken back, CircuitNotYet and CircuitNotForAll before the circuit is on.
    """
    async with transaction(actor) as tx:
        opened = await tx.value(
            """INSERT INTO deposits (id, centre_id, circuit, state, language, beneficiary_id, social_file_id,
                                     depositor_name, depositor_contact, device_id, opened_by, opened_at,
                                     helper_code_id, client_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
               ON CONFLICT (id) DO NOTHING RETURNING id""",
            deposit_id,
            actor.centre_id,
            circuit,
            str(DepositState.OPEN),
            language,
            depositor.beneficiary_id,
            depositor.social_file_id,
            depositor.name.strip(),
            depositor.contact.strip(),
            device_id,
            actor.staff_id,
            clock.now(),
            depositor.helper_code_id,
            actor.id if actor.kind == "client" else None,
        )
        if opened is not None:
            if not in_hand:
                await check_circuit(tx, circuit, depositor.social_file_id)
            if depositor.helper_code_id is not None:
                await _use(tx, depositor.helper_code_id, deposit_id)
            await publish(tx, DepositOpened(record_id=deposit_id, deposit_id=deposit_id, circuit=circuit))
            return True
        same = await tx.row(
            """SELECT circuit, beneficiary_id, depositor_name, depositor_contact, device_id, helper_code_id,
                      state = 'open' AND NOT EXISTS (SELECT FROM papers p WHERE p.deposit_id = d.id) AS is_empty
               FROM deposits d WHERE id = $1""",
            deposit_id,
        )
        told = (
            circuit,
            depositor.beneficiary_id,
            depositor.name.strip(),
            depositor.contact.strip(),
            device_id,
            depositor.helper_code_id,
        )
        if same is None or tuple(same)[:-1] != told:
            raise OtherDeposit
        return bool(same["is_empty"])


async def _use(tx: Transaction, helper_code_id: UUID, deposit_id: UUID) -> None:
    """Count a deposit that is begun by a helper code. Raises HelperCodeOver."""
    if not await tx.run(
        """UPDATE helper_codes SET uses = uses + 1
           WHERE id = $1 AND taken_back_at IS NULL AND expires_at > $2 AND uses < uses_max""",
        helper_code_id,
        clock.now(),
    ):
        raise HelperCodeOver
    await publish(tx, HelperCodeUsed(record_id=helper_code_id, deposit_id=deposit_id))
