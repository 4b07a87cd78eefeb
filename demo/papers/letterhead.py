"""What a letter has around its words: the sender's head and foot, the addressee, place and date, the greeting."""

from demo.papers.bodies import BAILIFF, Body
from demo.papers.logos import logo
from demo.papers.sheet import GREY, Sheet
from demo.people import Person


def letterhead(sheet: Sheet, body: Body, *, subtitle: str = "", x: float = 20, y: float = 16) -> None:
    """Draw a body's emblem, name and address at the top of an A4 sheet."""
    logo(sheet, x, y, 14, body.shape, body.colour)
    sheet.put(x + 18, y + 6, body.name(sheet), size=15, style="B", colour=body.colour)
    if subtitle:
        sheet.put(x + 18, y + 11.5, subtitle, size=9, colour=GREY)
    sheet.rule(x, y + 18, 190, thick=0.5, colour=body.colour)


def bailiff_head(sheet: Sheet, person: Person, facts: list[tuple[str, str]], *, column: float) -> None:
    """Draw all that stands above a bailiff's words; `facts` of the case, their values at `column` mm."""
    letterhead(
        sheet, BAILIFF, subtitle=sheet.say("Huissiers de justice associés", "Geassocieerde gerechtsdeurwaarders")
    )
    addressee(sheet, person)
    place_and_date(sheet, BAILIFF)
    sheet.facts(20, 50, facts, column=column, size=9)


def footer(sheet: Sheet, body: Body) -> None:
    """Draw the small line at the foot of an A4 sheet."""
    sheet.rule(20, 280, 190, thick=0.2, colour=body.colour)
    number = f"{sheet.say('N° entr.', 'Ond.nr.')} {body.number}"
    line = f"{body.name(sheet)}  ·  {body.street(sheet)}, {body.town(sheet)}  ·  {number}"
    sheet.put(105, 284.5, line, size=7, colour=GREY, align="C")


def addressee(sheet: Sheet, person: Person, *, x: float = 115, y: float = 50) -> None:
    """Write a person's address where the window of the envelope is."""
    title = sheet.say("Madame", "Mevrouw") if person.gender == "f" else sheet.say("Monsieur", "De heer")
    sheet.lines(
        x, y, [f"{title} {person.name}", person.street, f"{person.postcode} {person.town}"], size=10.5, leading=5
    )


def place_and_date(sheet: Sheet, body: Body, *, x: float = 115, y: float = 76) -> None:
    """Write where and when the paper was made, as in `Valmeir, le 3 mars 2026`."""
    place = body.town(sheet).split(" ", 1)[1]
    sheet.put(x, y, sheet.say(f"{place}, le {sheet.long_date(sheet.day)}", f"{place}, {sheet.long_date(sheet.day)}"))


def greeting(sheet: Sheet, person: Person) -> str:
    """Return the words that open a letter."""
    if person.gender == "f":
        return sheet.say("Madame,", "Mevrouw,")
    return sheet.say("Monsieur,", "Geachte heer,")
