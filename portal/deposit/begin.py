"""Begins a deposit for whoever is at the portal."""

from uuid import UUID

from litestar import Response

from dossier.deposits.open import open_deposit
from dossier.ids import new_id
from portal.visitor import PLACE, Visitor
from web import quotas
from web.catalogues import language
from web.pages import see_other
from web.scope import AnyRequest


async def begin(request: AnyRequest, visitor: Visitor, deposit_id: UUID | None) -> Response[str]:
    """Open the deposit that the form named (or one of our naming), and lead to it.

    Raises NobodyYet, OtherDeposit, and where too many were begun PersonQuotaSpent or AddressQuotaSpent.
    """
    named = deposit_id or new_id()
    depositor = visitor.depositor
    await quotas.spend_deposit(request, visitor.actor, named)
    is_empty = await open_deposit(visitor.actor, named, circuit=PLACE, language=language(), depositor=depositor)
    await visitor.remember_deposit(named, opened_here=is_empty)  # a double tap's second session has it from here, too
    return see_other(request, f"/deposits/{named}")
