"""The files of a paper in the order of its pages, and which of them can change places."""

from dataclasses import dataclass
from uuid import UUID

from dossier.deposits.queries import PageView, PaperView


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A file of a paper by the first page that is shown of it, and the files whose place it can take next."""

    page: PageView
    number: int  # of that page in the paper, from 1
    earlier: UUID | None
    later: UUID | None


def order_of(paper: PaperView) -> list[Placed]:
    """Return the files of a paper in order; empty where there is nothing to order."""
    firsts: dict[UUID, tuple[int, PageView]] = {}
    for number, page in enumerate(paper.pages, start=1):
        firsts.setdefault(page.original_id, (number, page))
    if len(firsts) == 1:
        return []
    ids = [None, *firsts, None]
    return [
        Placed(page=page, number=number, earlier=ids[at], later=ids[at + 2])
        for at, (number, page) in enumerate(firsts.values())
    ]
