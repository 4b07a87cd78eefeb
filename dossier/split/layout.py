"""How the pages of a deposit lie: in which documents, in which order, or set aside. Pure: an act makes a new layout.

A sheaf is a page with the one that lies under it: they go together. A document without pages stands behind those that
have some.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from dossier.split.errors import FirstPage, NothingBefore, PagesMoved, StandsThere

Sheaf = tuple[UUID, ...]


class Reason(StrEnum):
    """Why a page is set aside."""

    BLANK = "blank"
    SEPARATOR = "separator"
    DOUBLE = "double"
    RETAKEN = "retaken"  # by the depositor: another page stands in its place


BY_HAND = (Reason.BLANK, Reason.SEPARATOR, Reason.DOUBLE)
"""The reasons for which staff set a page aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """How a page was set aside."""

    document_id: UUID  # out of which it was taken
    reason: Reason
    by: UUID | None  # none: the depositor, who took it again
    at: datetime


@dataclass(frozen=True, slots=True)
class Layout:
    """Every document of a deposit with its pages in order, and what is set aside."""

    order: tuple[UUID, ...]  # of documents
    pages: Mapping[UUID, tuple[UUID, ...]]  # by document
    aside: Mapping[UUID, Aside]  # by page

    def holders(self, page_id: UUID) -> tuple[UUID, ...]:
        """Return the documents in which a page stands."""
        return tuple(each for each in self.order if page_id in self.pages[each])

    def place(self, document_id: UUID, page_id: UUID) -> int:
        """Return where a page stands in a document. Raises PagesMoved where it does not."""
        if page_id not in self.pages.get(document_id, ()):
            raise PagesMoved
        return self.pages[document_id].index(page_id)


def laid(order: Iterable[UUID], pages: Mapping[UUID, tuple[UUID, ...]], aside: Mapping[UUID, Aside]) -> Layout:
    """Return a layout with its empty documents last."""
    return Layout(tuple(sorted(order, key=lambda each: not pages[each])), pages, aside)


def cut(layout: Layout, document_id: UUID, page_id: UUID, new_id: UUID) -> Layout:
    """Make the pages of a document from one on a new one behind it. Raises PagesMoved, FirstPage."""
    at = layout.place(document_id, page_id)
    if at == 0:
        raise FirstPage
    kept, gone = layout.pages[document_id][:at], layout.pages[document_id][at:]
    return laid(
        _behind(layout.order, document_id, new_id), {**layout.pages, document_id: kept, new_id: gone}, layout.aside
    )


def before(layout: Layout, document_id: UUID, among: Iterable[UUID]) -> UUID:
    """Return the nearest document before one, of some that may be changed. Raises PagesMoved, NothingBefore."""
    if not layout.pages.get(document_id):
        raise PagesMoved
    allowed = set(among)
    earlier = [each for each in layout.order[: layout.order.index(document_id)] if each in allowed]
    if not earlier:
        raise NothingBefore
    return earlier[-1]


def merge(layout: Layout, document_id: UUID, into_id: UUID) -> Layout:
    """Put all pages of a document behind those of another; what stands in both stands there once. Raises PagesMoved."""
    if document_id == into_id or not layout.pages.get(document_id) or not layout.pages.get(into_id):
        raise PagesMoved
    theirs = layout.pages[into_id]
    added = tuple(each for each in layout.pages[document_id] if each not in theirs)
    return laid(layout.order, {**layout.pages, into_id: theirs + added, document_id: ()}, layout.aside)


def move(layout: Layout, sheaf: Sheaf, from_id: UUID, to_id: UUID, before_id: UUID | None) -> Layout:
    """Put a page into a document, before one of its pages or last; into a new one, where the layout has none such.

    Raises PagesMoved, StandsThere.
    """
    layout.place(from_id, sheaf[0])
    pages = {**layout.pages, from_id: _without(layout.pages[from_id], sheaf)}
    if to_id not in layout.pages and not pages[from_id]:
        raise StandsThere  # it is a document of its own already
    return _put(replace(layout, pages=pages), sheaf, from_id, to_id, before_id)


def copy(layout: Layout, sheaf: Sheaf, from_id: UUID, to_id: UUID) -> Layout:
    """Have a page stand last in one document more, or in a new one. Raises PagesMoved, StandsThere."""
    layout.place(from_id, sheaf[0])
    return _put(layout, sheaf, from_id, to_id, None)


def set_aside(layout: Layout, sheaf: Sheaf, aside: Aside) -> Layout:
    """Take a page out of a document; where it stands in no other, it is kept aside. Raises PagesMoved."""
    layout.place(aside.document_id, sheaf[0])
    pages = {**layout.pages, aside.document_id: _without(layout.pages[aside.document_id], sheaf)}
    kept = {each: aside for each in sheaf if not any(each in theirs for theirs in pages.values())}
    return laid(layout.order, pages, {**layout.aside, **kept})


def take_back(layout: Layout, sheaf: Sheaf, to_id: UUID, sheets: Mapping[UUID, int]) -> Layout:
    """Put a page that is aside into a document, in the order in which the sheets were received. Raises PagesMoved."""
    if sheaf[0] not in layout.aside or to_id not in layout.pages:
        raise PagesMoved
    theirs = layout.pages[to_id]
    later = next((each for each in theirs if sheets[each] > sheets[sheaf[0]]), None)
    aside = {page: how for page, how in layout.aside.items() if page not in sheaf}
    return laid(layout.order, {**layout.pages, to_id: _with(theirs, sheaf, later)}, aside)


def _put(layout: Layout, sheaf: Sheaf, from_id: UUID, to_id: UUID, before_id: UUID | None) -> Layout:
    theirs = layout.pages.get(to_id, ())
    if sheaf[0] in theirs:
        raise StandsThere
    if before_id is not None and before_id not in theirs:
        raise PagesMoved
    order = layout.order if to_id in layout.pages else _behind(layout.order, from_id, to_id)
    return laid(order, {**layout.pages, to_id: _with(theirs, sheaf, before_id)}, layout.aside)


def _behind(order: tuple[UUID, ...], document_id: UUID, new_id: UUID) -> tuple[UUID, ...]:
    at = order.index(document_id) + 1
    return (*order[:at], new_id, *order[at:])


def _without(pages: tuple[UUID, ...], sheaf: Sheaf) -> tuple[UUID, ...]:
    return tuple(each for each in pages if each not in sheaf)


def _with(pages: tuple[UUID, ...], sheaf: Sheaf, before_id: UUID | None) -> tuple[UUID, ...]:
    at = len(pages) if before_id is None else pages.index(before_id)
    return (*pages[:at], *sheaf, *pages[at:])
