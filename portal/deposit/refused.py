"""Where the refused document stands of which a page is taken again."""

from dossier.deposits.queries import DepositView, RetakeView
from dossier.receipts.queries import receipt_for
from portal.visitor import Visitor


async def receipt_path(visitor: Visitor, view: DepositView) -> str | None:
    """Return the path of the receipt on which the document stands; None where no page of one is taken again."""
    for paper in view.papers:
        if paper.retake and (path := await receipt_path_of(visitor, paper.retake)):
            return path
    return None


async def receipt_path_of(visitor: Visitor, retake: RetakeView) -> str | None:
    """Return the path of the receipt on which the document stands of which a page is taken again."""
    receipt = await receipt_for(visitor.actor, retake.deposit_id)
    return f"/r/{receipt.token}" if receipt else None
