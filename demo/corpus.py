"""Texts for pages in bulk: those of the demo's own papers, and words of its people and places among them."""

import random
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from demo.papers import KINDS, pdf
from demo.people import people
from dossier.imaging.values import PageText
from dossier.imaging.words import page_text

_PAGE_WORDS = 160
"""What a letter has; a form has fewer, a contract more."""
_DRAWN_EACH = 6
_DAY = date(2026, 3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The words of drawn papers by kind, and all of them together."""

    by_kind: dict[str, tuple[PageText, ...]]
    words: tuple[str, ...]

    @classmethod
    def drawn(cls) -> Self:
        """Draw every kind of paper for some people in both languages, and take its text."""
        by_kind: dict[str, tuple[PageText, ...]] = {}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "paper.pdf"
            for kind in KINDS:
                texts = []
                for seed, person in enumerate(people()[:_DRAWN_EACH]):
                    path.write_bytes(pdf(kind, person, "nl" if seed % 2 else "fr", _DAY, seed))
                    texts.append(page_text(path, 0))
                by_kind[kind] = tuple(texts)
        every = {word for texts in by_kind.values() for text in texts for word in text.words.split()}
        return cls(by_kind=by_kind, words=tuple(sorted(every)))

    def page(self, code: str, chance: random.Random) -> tuple[str, list[int]]:
        """Return the words of a page of a type and their boxes: a paper's own, and others from all papers after it."""
        texts = self.by_kind.get(code) or self.by_kind[chance.choice(tuple(self.by_kind))]
        text = chance.choice(texts)
        more = max(0, _PAGE_WORDS - len(text.words.split()))
        others = [self.words[int(len(self.words) * chance.random() ** 3)] for _ in range(more)]  # some are common
        person = chance.choice(people())
        words = [*text.words.split(), *others, person.last_name.replace(" ", "-"), person.town]
        boxes = [*text.boxes]
        for at in range(len(words) - len(text.boxes) // 4):
            left, top = 600 + 1100 * (at % 8), 5000 + 150 * (at // 8)
            boxes += [left, top, left + 900, top + 110]
        return " ".join(words), boxes
