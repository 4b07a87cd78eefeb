"""The small pictures of pages, as the macro `thumbs` wants them."""

from collections.abc import Iterable
from typing import TypedDict
from uuid import UUID

from dossier.deposits.queries import PageView
from dossier.lifecycle import PageState
from web.catalogues import gettext as _

SHOWN_AT_MOST = 3


class Thumb(TypedDict):
    """One small picture."""

    src: str | None  # None while there is none
    label: str
    state: str | None  # `need` where someone has to look again


def thumbs(deposit_id: UUID, pages: Iterable[PageView], *, judged: bool) -> list[Thumb]:
    """Return the first pages of a paper as small pictures; `judged` marks those that could be better."""
    shown: list[Thumb] = []
    for number, page in enumerate(list(pages)[:SHOWN_AT_MOST], start=1):
        address = f"/deposits/{deposit_id}/pages/{page.id}/thumb?v={page.recipe_version}"
        doubtful = judged and (bool(page.faults) or page.state is PageState.UNREADABLE)
        shown.append(
            {
                "src": address if page.is_ready else None,
                "label": _("Page {number}", number=number),
                "state": "need" if doubtful else None,
            }
        )
    return shown
