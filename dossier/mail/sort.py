"""Sort the parts of a mail: each has a fate, and those that are papers a file that passed the gate."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from dossier.errors import Refused
from dossier.imaging import refusals
from dossier.imaging.values import Inspection
from dossier.mail.fates import may_be_opened
from dossier.mail.keep import chunks
from dossier.mail.letter import Letter, LettersUnknown, letter_pdf
from dossier.mail.unpack import Unpacker
from dossier.mail.values import Fate, Part
from dossier.resources import Resources
from dossier.storage.intake import FileEmpty, FileTooLarge, Received, receive
from dossier.storage.vault import incoming_dir

_SMALL_BYTES = 100 * 1024
"""What the gate does not take and stands within the words is a logo in another format, where it is no larger."""
_FATES: dict[type[Refused], Fate] = {
    FileEmpty: Fate.EMPTY,
    FileTooLarge: Fate.TOO_LARGE,
    LettersUnknown: Fate.FOREIGN,
    refusals.NotAnAllowedKind: Fate.NOT_A_KIND,
    refusals.EmptyFile: Fate.EMPTY,
    refusals.EncryptedPdf: Fate.LOCKED,
    refusals.TooManyPages: Fate.TOO_MANY_PAGES,
    refusals.TooManyPixels: Fate.TOO_HEAVY,
    refusals.TooSlowToRead: Fate.TOO_HEAVY,
    refusals.TooMuchMemory: Fate.TOO_HEAVY,
    refusals.ReaderCrashed: Fate.TOO_HEAVY,
}
"""What the gate says → fate; all else is damaged."""
_PACKAGES = frozenset({Fate.PACKED, Fate.WINMAIL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """A part of a mail with its fate."""

    part: Part
    fate: Fate
    file: Received | None = None  # of a paper: scratch, gone when the block ends


@asynccontextmanager
async def sorted_parts(resources: Resources, parts: Sequence[Part], above: Letter) -> AsyncIterator[tuple[Sorted, ...]]:
    """Give the parts of a mail with their fates; `above` is a letter without words. Raises Unavailable."""
    sorter = _Sorter(resources, above, has_words=any(each.is_words and each.fate is None for each in parts))
    try:
        found: list[Sorted] = []
        for each in parts:
            found += await sorter.sort(each)
        yield tuple(found)
    finally:
        for file in sorter.files:
            file.path.unlink(missing_ok=True)


class _Sorter:
    """Sorts the parts of one mail in their order: a deposit holds so many pages, first come, first kept."""

    def __init__(self, resources: Resources, above: Letter, *, has_words: bool) -> None:
        self.files: list[Received] = []
        self._unpacker = Unpacker(resources, has_words=has_words)
        self._resources, self._above = resources, above
        self._pages_left = resources.settings.deposit_pages_max

    async def sort(self, part: Part) -> list[Sorted]:
        """Return a part with its fate; of a package that can be opened, what is in it behind it."""
        if part.fate not in _PACKAGES or not may_be_opened(part.data):
            return [await self._one(part)]
        try:
            opened = await self._unpacker.open(part)
        except Refused as refusal:
            return [Sorted(part=part, fate=_FATES.get(type(refusal), Fate.DAMAGED))]
        found = [Sorted(part=part, fate=opened.fate)]
        for each in opened.inside:
            found += await self.sort(each)
        return found

    async def _one(self, part: Part) -> Sorted:
        if part.fate is not None:
            return Sorted(part=part, fate=part.fate)
        settings = self._resources.settings
        try:
            data = await asyncio.to_thread(self._drawn, part) if part.is_words else part.data
            file = await receive(chunks(data), incoming_dir(settings), settings.upload_max_bytes)
            self.files.append(file)
            found = await self._resources.box.inspect(file.path)
        except Refused as refusal:
            is_logo = part.is_inline and len(part.data) <= _SMALL_BYTES
            return Sorted(part=part, fate=Fate.LOGO if is_logo else _FATES.get(type(refusal), Fate.DAMAGED))
        if part.is_inline and self._is_small(found):
            return Sorted(part=part, fate=Fate.LOGO)
        if found.page_count > self._pages_left:
            return Sorted(part=part, fate=Fate.TOO_MANY_PAGES)
        self._pages_left -= found.page_count
        return Sorted(part=part, fate=Fate.WORDS if part.is_words else Fate.PAGES, file=file)

    def _is_small(self, found: Inspection) -> bool:
        if found.width is None or found.height is None:
            return False
        return found.width * found.height <= self._resources.settings.mail_logo_max_pixels

    def _drawn(self, part: Part) -> bytes:
        above = self._above
        words = part.data.decode("utf-8", "replace")
        return letter_pdf(Letter(sender=above.sender, subject=above.subject, at=above.at, words=words))
