"""Withdraw a deposit: whoever handed it in takes it back, before anybody has begun on it.

What was received is kept as it was received: the files stay until they are disposed of. But nobody looks at it again,
nor does it stand in a file, tell a department or answer a request.
"""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.deposits.errors import NoSuchDeposit
from dossier.errors import Conflict
from dossier.events import DepositWithdrawn, DocumentWithdrawn
from dossier.outbox.publish import publish


class WorkBegun(Conflict):
    """Somebody has begun to look at these papers. Ask at the counter what can be done."""


OF_OWN = "(p.id = ANY (own_deposits()) OR p.beneficiary_id = own_beneficiary() AND is_handed_in(p.circuit))"
"""SQL over deposits `p`: whether one was handed in by the person who reads their own, or for them."""

UNTOUCHED = """(p.state IN ('received', 'ready') AND (p.claimed_until IS NULL OR p.claimed_until <= {now})
    AND NOT EXISTS (SELECT FROM documents x WHERE x.deposit_id = p.id AND (
        x.state <> 'captured' OR x.aside_until IS NOT NULL OR x.assigned_to IS NOT NULL OR x.sent_at IS NOT NULL
        OR EXISTS (SELECT FROM signals s WHERE s.document_id = x.id AND s.taken_at IS NOT NULL)))
    AND NOT EXISTS (SELECT FROM retakes k WHERE k.deposit_id = p.id OR EXISTS (
        SELECT FROM documents x WHERE x.id = k.document_id AND x.deposit_id = p.id)))"""
"""SQL to format, over deposits `p`: whether nobody has begun on one: nothing of it is decided, claimed, put aside,
assigned or sent on, and no signal of it taken. Pages taken again answer somebody who had."""


async def withdraw(actor: Actor, deposit_id: UUID) -> None:
    """Withdraw a deposit of the actor's own with all its documents; one that is withdrawn stays so.

    Raises NoSuchDeposit, WorkBegun.
    """
    async with transaction(actor) as tx:
        held = await tx.row(f"SELECT p.state FROM deposits p WHERE p.id = $1 AND {OF_OWN} FOR UPDATE", deposit_id)
        if held is None:
            raise NoSuchDeposit
        if held["state"] == "withdrawn":
            return
        untouched = f"SELECT {UNTOUCHED.format(now='$2')} FROM deposits p WHERE p.id = $1"
        if not await tx.value(untouched, deposit_id, clock.now()):
            raise WorkBegun
        documents = await tx.rows("SELECT id FROM documents WHERE deposit_id = $1 ORDER BY position", deposit_id)
        for each in documents:
            if not await advance(tx, "deposits.withdraw_document", each["id"]):
                raise WorkBegun
            await publish(tx, DocumentWithdrawn(record_id=each["id"], deposit_id=deposit_id))
        if not await advance(tx, "deposits.withdraw", deposit_id, claimed_by=None, claimed_until=None):
            raise WorkBegun
        await publish(tx, DepositWithdrawn(record_id=deposit_id, deposit_id=deposit_id))
