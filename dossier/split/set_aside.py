"""Set pages aside: blank ones, separators, doubles. They are kept, counted, and can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import PageCopyRemoved, PageSetAside
from dossier.outbox.publish import publish
from dossier.split import layout
from dossier.split.hand import take_in_hand
from dossier.split.layout import Aside, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Which page is set aside out of which document, and why."""

    document_id: UUID
    page_id: UUID
    reason: Reason


async def set_aside(actor: Actor, deposit_id: UUID, puts: Sequence[Put]) -> None:
    """Set pages aside, in one act. One that stands in another document too is only taken out of this one.

    Raises LastPage, PagesMoved, DocumentFixed, and what `take_in_hand` raises.
    """
    async with transaction(actor) as tx:
        hand = await take_in_hand(tx, deposit_id)
        after = hand.layout
        assert actor.staff_id is not None
        for each in puts:
            hand.check_mine(each.document_id)
            aside = Aside(document_id=each.document_id, reason=each.reason, by=actor.staff_id, at=clock.now())
            after = layout.set_aside(after, hand.sheaf(each.page_id), aside)
        if after == hand.layout:
            return
        await hand.act("set_aside", after)
        for each in puts:
            facts = {"record_id": each.page_id, "deposit_id": deposit_id, "document_id": each.document_id}
            if each.page_id in after.aside:
                await publish(tx, PageSetAside(**facts, reason_code=str(each.reason)))
            else:
                await publish(tx, PageCopyRemoved(**facts))
