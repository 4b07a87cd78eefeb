"""The one person before the screen, while there is no network: nothing of them is written but what is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from dossier.ids import new_id
from kiosk_agent.offline.keeping import Deposit, Keeping, Photo, Who
from kiosk_agent.offline.numbers import Promised

PAGES_MAX = 20
"""Photos of one deposit: as many as the machine holds before a person's eyes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A photo as the person sees it again."""

    id: UUID
    paper_id: UUID
    jpeg: bytes


@dataclass(slots=True)
class Visit:
    """What they did so far."""

    language: str
    deposit_id: UUID = field(default_factory=new_id)
    file_number: str = ""  # typed, until the birth date is as well
    who: Who | None = None
    pages: tuple[Page, ...] = ()
    deposit: Deposit | None = None  # once it is handed in
    promised: Promised | None = None

    @property
    def papers(self) -> Mapping[UUID, tuple[Page, ...]]:
        """Return the pages by paper, in the order in which they were photographed."""
        return {
            paper_id: tuple(each for each in self.pages if each.paper_id == paper_id)
            for paper_id in dict.fromkeys(each.paper_id for each in self.pages)
        }

    @property
    def is_full(self) -> bool:
        """Tell whether no photo more may come."""
        return len(self.pages) >= PAGES_MAX

    def add(self, page: Page) -> None:
        """Take a photo; the same one twice is one."""
        if self.deposit is None and all(each.id != page.id for each in self.pages):
            self.pages = (*self.pages, page)

    def remove(self, page_id: UUID) -> None:
        """Take a photo back."""
        if self.deposit is None:
            self.pages = tuple(each for each in self.pages if each.id != page_id)

    def hand_in(self, keeping: Keeping, promised: Promised, at: datetime, key: str) -> Deposit:
        """Keep all of it under a number. Raises OSError; then nothing was handed in."""
        deposit = Deposit(
            id=self.deposit_id,
            number=promised.number,
            handed_in_at=at,
            language=self.language,
            photos=tuple(Photo(original_id=each.id, paper_id=each.paper_id) for each in self.pages),
        )
        for page, photo in zip(self.pages, deposit.photos, strict=True):
            keeping.put(deposit.id, photo, page.jpeg, key)
        keeping.hand_in(deposit, self.who, key)
        self.deposit, self.promised, self.who, self.file_number = deposit, promised, None, ""
        self.pages = tuple(replace(each, jpeg=b"") for each in self.pages)  # kept, sealed: memory lets go of it
        return deposit
