"""A small model of how the pages of a deposit lie, told anew: lists, and a history of copies of them."""

import random
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import UUID

from dossier.errors import DossierError
from dossier.split.errors import (
    DocumentFixed,
    FirstPage,
    LastPage,
    NothingBefore,
    NothingToRedo,
    NothingToUndo,
    StandsThere,
    TooFarBack,
)

Expected = type[DossierError] | None


@dataclass
class State:
    """Documents that have pages, in order, and what is aside."""

    documents: list[tuple[UUID, list[UUID]]]
    aside: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)

    def of(self, document: UUID) -> list[UUID]:
        return next(pages for each, pages in self.documents if each == document)

    def tidy(self) -> None:
        self.documents = [each for each in self.documents if each[1]]


@dataclass
class Model:
    """What a deposit should look like, and what an act on it should raise."""

    state: State
    sheets: dict[UUID, int]
    under: dict[UUID, UUID]  # page → the one that lies under it
    fixed: set[UUID] = field(default_factory=set)
    done: list[tuple[State, State]] = field(default_factory=list)
    undone: list[tuple[State, State]] = field(default_factory=list)

    def both(self, page: UUID) -> list[UUID]:
        return [page, self.under[page]] if page in self.under else [page]

    def shown(self, document: UUID) -> list[UUID]:
        return [each for each in self.state.of(document) if each not in self.under.values()]

    def open(self) -> list[UUID]:
        return [each for each, _ in self.state.documents if each not in self.fixed]

    def keep(self, new: State) -> None:
        new.tidy()
        self.done.append((self.state, new))
        self.undone.clear()
        self.state = new

    def cut(self, document: UUID, page: UUID, made: UUID | None) -> Expected:
        at = self.state.of(document).index(page)
        if at == 0:
            return FirstPage
        if made is None:
            return None
        new = deepcopy(self.state)
        where = [each for each, _ in new.documents].index(document)
        new.documents.insert(where + 1, (made, new.of(document)[at:]))
        del new.of(document)[at:]
        self.keep(new)
        return None

    def merge(self, document: UUID) -> tuple[Expected, UUID | None]:
        before = self.open()[: self.open().index(document)]
        if not before:
            return NothingBefore, None
        new = deepcopy(self.state)
        into = new.of(before[-1])
        into += [each for each in new.of(document) if each not in into]
        new.of(document).clear()
        self.keep(new)
        return None, before[-1]

    def put(
        self, document: UUID, page: UUID, to: UUID | None, made: UUID | None, before: UUID | None, *, copied: bool
    ) -> Expected:
        """Move or copy."""
        if to is None and not copied and len(self.state.of(document)) == len(self.both(page)):
            return StandsThere
        if to is not None and page in self.state.of(to) and (copied or to != document):
            return StandsThere
        if to is None and made is None:
            return None
        new = deepcopy(self.state)
        if not copied:
            for each in self.both(page):
                new.of(document).remove(each)
        if to is None:
            assert made is not None
            where = [each for each, _ in new.documents].index(document)
            new.documents.insert(where + 1, (made, []))
        theirs = new.of(to or made)  # type: ignore[arg-type]
        at = len(theirs) if before is None else theirs.index(before)
        theirs[at:at] = self.both(page)
        self.keep(new)
        return None

    def set_aside(self, document: UUID, page: UUID, reason: str) -> Expected:
        new = deepcopy(self.state)
        for each in self.both(page):
            new.of(document).remove(each)
            if not any(each in pages for _, pages in new.documents):
                new.aside[each] = (document, reason)
        if not self.left(new):
            return LastPage
        self.keep(new)
        return None

    def take_back(self, page: UUID, to: UUID | None) -> Expected:
        target = to or self.state.aside[page][0]
        if target in self.fixed:
            return DocumentFixed
        new = deepcopy(self.state)
        if target not in [each for each, _ in new.documents]:
            new.documents.append((target, []))
        theirs = new.of(target)
        at = next((at for at, each in enumerate(theirs) if self.sheets[each] > self.sheets[page]), len(theirs))
        theirs[at:at] = self.both(page)
        for each in self.both(page):
            del new.aside[each]
        self.keep(new)
        return None

    def undo(self) -> Expected:
        if not self.done:
            return NothingToUndo
        if len(self.undone) >= 20:
            return TooFarBack
        if self.touches_fixed(*self.done[-1]):
            return DocumentFixed
        if not self.left(self.done[-1][0]):
            return LastPage
        self.undone.append(self.done.pop())
        self.state = self.undone[-1][0]
        return None

    def redo(self) -> Expected:
        if not self.undone:
            return NothingToRedo
        if self.touches_fixed(*self.undone[-1]):
            return DocumentFixed
        if not self.left(self.undone[-1][1]):
            return LastPage
        self.done.append(self.undone.pop())
        self.state = self.done[-1][1]
        return None

    def left(self, new: State) -> bool:
        return any(pages for each, pages in new.documents if each not in self.fixed)

    def touches_fixed(self, one: State, other: State) -> bool:
        pages = [dict(each.documents) for each in (one, other)]
        return any(pages[0].get(each, []) != pages[1].get(each, []) for each in self.fixed)


def chosen(chance: random.Random, weights: dict[str, int]) -> str:
    """Draw one of some names by their weights."""
    return chance.choices(list(weights), list(weights.values()))[0]
