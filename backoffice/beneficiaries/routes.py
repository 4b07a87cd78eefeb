"""Find a beneficiary by name, file number or NISS. The words come by POST, so that no address holds them."""

from dataclasses import dataclass
from typing import Annotated

from litestar import Response, post

from backoffice.beneficiaries.forms import WORDS_MAX_CHARACTERS
from dossier.people.access import check_finds_files
from dossier.people.queries import FoundBeneficiary, find_beneficiaries
from web.forms import read, text
from web.pages import page
from web.scope import AnyRequest, resources_of
from web.staff import staff_member


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A name or a part of one, a file number, a NISS."""

    words: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]


@post("/backoffice/beneficiaries/search", status_code=200)
async def suggest_beneficiaries(request: AnyRequest) -> Response[str]:
    """Answer the people who fit, best first, as options of a list box."""
    staff = await staff_member(request)
    check_finds_files(staff.actor)
    form = await read(request, Search)
    found = await find_beneficiaries(staff.actor, form.typed["words"], resources_of(request).cipher)
    return page(request, "backoffice/beneficiaries/found.html", found=once_each(found))


def once_each(found: list[FoundBeneficiary]) -> list[FoundBeneficiary]:
    """Return each person once, with an open file where there is one, in the order found."""
    kept: dict[object, FoundBeneficiary] = {}
    for each in found:
        if each.id not in kept or kept[each.id].file_number is None:
            kept[each.id] = each
    return list(kept.values())


ROUTES = [suggest_beneficiaries]
