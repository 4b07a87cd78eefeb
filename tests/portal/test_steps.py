"""Each step asks for one thing, in twelve words at most, drawn, and to be listened to: in every language."""

from html.parser import HTMLParser

import pytest

from tests.portal.house import House, add
from tests.support.deposits import pdf
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people

WORDS_MAX = 12
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "use", "path"}


def words(sentence: str) -> int:
    """Count the words of a sentence; a dash or a quotation mark on its own is none."""
    return sum(any(sign.isalnum() for sign in each) for each in sentence.split())


class Step(HTMLParser):
    """What a screen says of its step, and what it offers, without what is hidden at first."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []  # the heading, and the sentence under it
        self.main_acts = 0
        self.drawings = 0
        self.speaks = False
        self._open: list[tuple[str, bool, bool]] = []  # each element: its name, whether it is unseen, whether it says
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        self.speaks |= tag == "read-aloud"
        unseen = self._unseen or tag == "template" or "hidden" in given
        says = tag == "h1" or (tag == "p" and "lead" in classes)
        if self._is_in("main") and not unseen:
            self.said += [""] if says else []
            self.main_acts += "button" in classes and given.get("data-kind") == "primary" and self._is_in("act-bar")
            self.drawings += tag == "svg" and bool({"drawing", "icon"} & set(classes))
        if tag not in _VOID:
            name = "act-bar" if "act-bar" in classes else tag
            self._open.append((name, unseen, says))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._is_in("main") and not self._unseen and any(says for _, _, says in self._open):
            self.said[-1] += data

    @property
    def _unseen(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _is_in(self, name: str) -> bool:
        return any(each == name for each, _, _ in self._open)


async def test_each_step_is_short_drawn_and_spoken(house: House) -> None:
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, pdf("one"))
    here = f"{deposit}/papers/{paper}"
    stranger = await house.browser()
    steps = [(stranger, path) for path in ("/", "/identification", "/identification/contact", "/helper", "/kept")]
    steps += [(client, path) for path in ("/", "/asked", f"{here}/photo", here, f"{here}/type", deposit, "/mine/code")]
    wrong = []
    for language in LANGUAGES:
        for browser, path in steps:
            step = Step((await browser.get(f"{path}?lang={language}")).text)
            told = (language, path, step.said)
            wrong += [(*told, "long") for each in step.said if words(each) > WORDS_MAX]
            wrong += [(*told, "acts")] if step.main_acts > 1 else []
            wrong += [(*told, "drawing")] if not step.drawings else []
            wrong += [(*told, "silent")] if not step.speaks or not step.said else []
    assert wrong == []
