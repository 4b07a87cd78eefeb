"""Identity card and residence card, front side; each bears SPECIMEN and copies no real card."""

import math
from datetime import timedelta

import numpy as np
from PIL import Image, ImageFilter

from demo.papers.marks import signature
from demo.papers.sheet import Colour, Sheet
from demo.people import Person

CARD_MM = (85.6, 54.0)
CARD_RADIUS_MM = 3.2
"""ID-1 of ISO 7810."""


def identity_card(sheet: Sheet, person: Person) -> None:
    """Draw the front of an identity card."""
    title = ("CARTE D'IDENTITÉ", "IDENTITEITSKAART", "PERSONALAUSWEIS", "IDENTITY CARD")
    _card(sheet, person, title, (206, 226, 214), (58, 120, 104), sheet.say("Belge", "Belg"))


def residence_card(sheet: Sheet, person: Person) -> None:
    """Draw the front of a residence card."""
    title = ("TITRE DE SÉJOUR", "VERBLIJFSTITEL", "AUFENTHALTSTITEL", "RESIDENCE PERMIT")
    _card(sheet, person, title, (232, 214, 222), (150, 70, 104), sheet.say("Séjour limité", "Beperkt verblijf"))


def _card(sheet: Sheet, person: Person, title: tuple[str, ...], pale: Colour, deep: Colour, status: str) -> None:
    width, height = CARD_MM
    sheet.box(0, 0, width, height, fill=pale, edge=None)
    _guilloche(sheet, deep)
    sheet.put(5, 6, "BELGIQUE  BELGIË  BELGIEN  BELGIUM", size=6.2, style="B", colour=deep)
    sheet.put(5, 9.2, "  ".join(title), size=4.4, colour=deep)
    sheet.put(80.6, 8.4, "B", size=17, style="B", colour=deep, align="R")
    sheet.image(_portrait(sheet, person), 5, 13, 22, 28)
    sheet.box(5, 13, 22, 28, edge=(120, 130, 126), thick=0.1)
    ends = sheet.day + timedelta(days=sheet.chance.randint(200, 3200))
    fields = (
        (("Nom / Naam", person.last_name),),
        (("Prénom / Voornaam", person.first_name),),
        (("Sexe / Geslacht", "F / V" if person.gender == "f" else "M / M"), ("Nationalité / Nationaliteit", status)),
        (
            ("Date de naissance / Geboortedatum", f"{person.birth_date:%d %m %Y}"),
            ("Expire / Vervalt", f"{ends:%d %m %Y}"),
        ),
        (
            ("N° registre national / Rijksregisternr.", person.niss_written),
            ("Carte / Kaart", f"990-{sheet.digits(7)}-{sheet.digits(2)}"),
        ),
    )
    y = 14.6
    for row in fields:
        for (label, value), x in zip(row, (31, 58), strict=False):
            sheet.put(x, y, label, size=3.6, colour=(80, 90, 86))
            sheet.put(x, y + 3, value, size=6.6, style="B")
        y += 6.3
    sheet.box(65, 15, 11.5, 9.5, fill=(214, 184, 96), edge=(150, 120, 50), thick=0.15, round_mm=1.4)
    for at in (18.2, 21.3):
        sheet.rule(65, at, 76.5, thick=0.15, colour=(150, 120, 50))
    sheet.rule(70.7, 15, 70.7, y_end=24.5, thick=0.15, colour=(150, 120, 50))
    sheet.put(5, 46.5, "Signature / Handtekening", size=3.6, colour=(80, 90, 86))
    signature(sheet, 32, 49.5, 18, colour=(30, 30, 40))
    with sheet.local_context(fill_opacity=0.5):
        sheet.put(80.6, 51, "SPECIMEN", size=9, style="B", colour=deep, align="R")


def _guilloche(sheet: Sheet, ink: Colour) -> None:
    sheet.set_draw_color(*ink)
    sheet.set_line_width(0.06)
    phase = sheet.chance.uniform(0, 6)
    with sheet.local_context(stroke_opacity=0.34):
        for line in range(34):
            points = [
                (
                    x * 0.9,
                    line * 1.65 + 2.4 * math.sin(x / 9 + phase + line * 0.22) + 1.2 * math.sin(x / 3.1 - line * 0.4),
                )
                for x in range(97)
            ]
            sheet.polyline(points)


def _portrait(sheet: Sheet, person: Person) -> Image.Image:
    """Paint a passport photo of nobody: soft shapes in grey, 220 × 280 pixels."""
    chance = sheet.chance
    noise = np.random.default_rng(chance.randrange(2**32))
    y, x = np.mgrid[0:280, 0:220].astype(np.float32)
    picture = 226 - 14 * np.abs(x - 110) / 110 + 0 * y
    skin, hair, coat = chance.uniform(120, 196), chance.uniform(24, 110), chance.uniform(40, 130)
    wide = chance.uniform(46, 54)

    def blob(cx: float, cy: float, rx: float, ry: float, tone: float, softness: float = 0.06) -> None:
        nonlocal picture
        distance = np.sqrt(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2)
        cover = np.clip((1 + softness - distance) / (2 * softness), 0, 1)
        light = tone + 16 * (cx - x) / rx * (distance < 1.1)  # noqa: PLR2004 - light from the left, on the shape alone
        picture = picture * (1 - cover) + light * cover

    if person.gender == "f":
        blob(110, 140, wide + 20, 92, hair)
    blob(110, 300, 108, 84, coat)
    blob(110, 212, 24, 44, skin * 0.82)
    blob(110, 104, wide + 7, 70, hair)
    blob(110, 122, wide, 66, skin)
    blob(110, 66, wide - 4, 24, hair, 0.3)
    for side in (-1, 1):
        blob(110 + side * 20, 112, 8, 4.2, 62)
        blob(110 + side * 20, 98, 12, 2.6, hair * 0.8, 0.3)
        blob(110 + side * (wide + 1), 124, 6, 13, skin * 0.9)
    blob(112, 134, 6.5, 15, skin * 0.9, 0.5)
    blob(110, 158, 17, 4.4, skin * 0.6, 0.3)
    if person.gender == "m" and chance.random() < 0.5:  # noqa: PLR2004 - half of them have a beard
        blob(110, 170, wide - 20, 15, hair * 0.5 + skin * 0.4, 0.5)
        blob(110, 158, 15, 4, skin * 0.62, 0.3)
    grain = picture + noise.normal(0, 3, picture.shape)
    return Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.4))
