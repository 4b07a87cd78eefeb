"""Finds the deposit of a visit, and the paper that a screen is about."""

from uuid import UUID

from dossier.deposits.errors import DepositNotOpen, NoSuchPaper
from dossier.deposits.queries import DepositView, PaperView, deposit
from dossier.lifecycle import DepositState
from kiosk.visit import Visit, visit_of
from web.scope import Connection


async def begun(request: Connection) -> tuple[Visit, DepositView]:
    """Return the visit and its deposit, to which papers may still be added.

    Raises DeviceUnknown, VisitOver, DepositNotOpen.
    """
    visit = await visit_of(request)
    view = await deposit(visit.actor, visit.deposit_id)
    if view.state is not DepositState.OPEN:
        raise DepositNotOpen
    return visit, view


def paper_in(view: DepositView, paper_id: UUID) -> PaperView:
    """Return a paper of a deposit. Raises NoSuchPaper."""
    for paper in view.papers:
        if paper.id == paper_id:
            return paper
    raise NoSuchPaper
