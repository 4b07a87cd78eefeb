"""Papers that no beneficiary hands in: what the centre writes itself, and what lies in the folders of departments."""

from dataclasses import dataclass

from demo.papers.bodies import CENTRE, Body
from demo.papers.letterhead import footer, letterhead, place_and_date
from demo.papers.marks import signature
from demo.papers.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A plain letter: who wrote it, and its words."""

    body: Body
    title_fr: str
    title_nl: str
    facts: tuple[tuple[str, str], ...]
    words_fr: str
    words_nl: str


def plain_letter(sheet: Sheet, written: Written) -> None:
    """Draw a letter of a body, with a title, some facts and a signature."""
    letterhead(sheet, written.body)
    place_and_date(sheet, written.body, y=52)
    sheet.put(20, 70, sheet.say(written.title_fr, written.title_nl), size=15, style="B", colour=written.body.colour)
    y = sheet.facts(20, 82, written.facts, column=55) if written.facts else 82
    y = sheet.paragraph(20, y + 8, 170, sheet.say(written.words_fr, written.words_nl), size=11, leading=5.8)
    sheet.put(120, y + 16, sheet.say("Pour accord", "Voor akkoord") if written.body is CENTRE else "", size=10)
    signature(sheet, 122, y + 30)
    footer(sheet, written.body)
