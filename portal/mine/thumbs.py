"""The small pictures of one's own pages, as the macro `thumbs` wants them."""

from collections.abc import Iterable

from dossier.deposits.queries import PageView
from portal.deposit.thumbs import SHOWN_AT_MOST, Thumb
from web.catalogues import gettext as _


def thumbs(pages: Iterable[PageView]) -> list[Thumb]:
    """Return the first pages of a document as small pictures."""
    return [
        {
            "src": f"/mine/pages/{page.id}/thumb?v={page.recipe_version}" if page.is_ready else None,
            "label": _("Page {number}", number=number),
            "state": None,
        }
        for number, page in enumerate(list(pages)[:SHOWN_AT_MOST], start=1)
    ]
