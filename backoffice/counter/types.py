"""What the papers at hand are, where the clerk says so: the first proposal."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.counter.at import DEPOSIT, PATH, WordsForm, clerk_here
from backoffice.counter.forms import TypeForm
from backoffice.counter.hand import in_hand, show
from backoffice.thesaurus.words import source_name
from dossier.counter.clerk import clerk
from dossier.deposits.name_paper import name_paper
from dossier.thesaurus.queries import find_types
from web.forms import NotAChoice, read
from web.pages import page
from web.scope import AnyRequest


@post(f"{PATH}/types/search", status_code=200)
async def suggest_types_here(request: AnyRequest) -> Response[str]:
    """Answer the types that fit, best first, as options of a list box."""
    staff = await clerk_here(request)
    form = await read(request, WordsForm)
    found = await find_types(clerk(staff.actor), form.typed["words"])
    return page(request, "backoffice/types/found.html", found=found, source_name=source_name)


@post(f"{DEPOSIT}/papers/{{paper_id:uuid}}/type", status_code=200)
async def say_type(request: AnyRequest, deposit_id: FromPath[UUID], paper_id: FromPath[UUID]) -> Response[str]:
    """Note what a paper is."""
    staff, actor, _ = await in_hand(request, deposit_id)
    form = await read(request, TypeForm)
    if form.value is None:
        raise NotAChoice
    await name_paper(actor, deposit_id, paper_id, form.value.type_id)
    _, _, hand = await in_hand(request, deposit_id)
    return await show(request, staff, actor, hand, block=("pages", "found"))


ROUTES = [suggest_types_here, say_type]
