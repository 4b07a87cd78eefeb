"""Papers of health: medical certificate, the pharmacy's till receipt."""

from datetime import timedelta

from demo.papers.marks import bars, signature, stamp, written
from demo.papers.sheet import GREY, Sheet
from demo.people import Person

DOCTORS = (
    ("Dr Anne Lejeune", "Rue du Tilleul 17", "Lindestraat 17"),
    ("Dr Karim Bensalem", "Avenue du Verger 92", "Boomgaardlaan 92"),
    ("Dr Lotte Van Aerschot", "Quai au Charbon 6", "Koolkaai 6"),
)
A5_MM = (148.0, 210.0)
TILL_MM = (80.0, 142.0)
MEDICINES = (
    ("Paracétamol 1 g 50 co", 8.95),
    ("Amoxicilline 500 mg 16", 6.41),
    ("Sirop toux 200 ml", 11.2),
    ("Oméprazole 20 mg 28", 9.74),
    ("Vitamine D gouttes", 7.1),
    ("Inhalateur 200 doses", 12.35),
    ("Crème dermo 30 g", 5.6),
    ("Ibuprofène 400 mg 30", 7.85),
)


def medical_certificate(sheet: Sheet, person: Person) -> None:
    """Draw a doctor's certificate of incapacity for work, filled in with a pen."""
    name, fr, nl = sheet.chance.choice(DOCTORS)
    sheet.put(14, 18, name, size=14, style="B", font="times")
    sheet.lines(
        14,
        23.5,
        [sheet.say("Médecine générale", "Huisarts"), f"{sheet.say(fr, nl)}, 1075 Valmeir", "02 990 31 08"],
        size=9,
        leading=4.2,
        colour=GREY,
    )
    bars(sheet, 92, 12, 42, 11, f"1990{sheet.digits(7)}")
    sheet.rule(14, 37, 134, thick=0.4)
    sheet.put(74, 50, sheet.say("CERTIFICAT MÉDICAL", "MEDISCH ATTEST"), size=15, style="B", align="C")
    days = sheet.chance.choice((5, 8, 14, 21, 30))
    blanks = (
        (
            sheet.say(
                "Je soussigné(e), docteur en médecine, certifie avoir examiné",
                "Ik, ondergetekende, arts, verklaar te hebben onderzocht",
            ),
            "",
        ),
        ("", person.name),
        (sheet.say("né(e) le", "geboren op"), f"{person.birth_date:%d/%m/%Y}"),
        (sheet.say("incapable de travailler du", "arbeidsongeschikt van"), f"{sheet.day:%d/%m/%Y}"),
        (sheet.say("au (inclus)", "tot en met"), f"{sheet.day + timedelta(days=days):%d/%m/%Y}"),
        (
            sheet.say("pour cause de", "wegens"),
            sheet.chance.choice(
                (
                    sheet.say("maladie", "ziekte"),
                    sheet.say("accident", "ongeval"),
                    sheet.say("hospitalisation", "opname"),
                )
            ),
        ),
    )
    y = 64.0
    for label, value in blanks:
        sheet.put(14, y, label, size=10)
        if value:
            start = 14 if not label else 62
            sheet.rule(start, y + 1.2, 134, thick=0.12, colour=(130, 132, 138))
            written(sheet, start + 4, y - 0.2, value, size=15)
        y += 11
    for index, (words, ticked) in enumerate(
        (
            (sheet.say("Sortie autorisée", "Mag het huis verlaten"), True),
            (sheet.say("Prolongation", "Verlenging"), sheet.chance.random() < 0.4),  # noqa: PLR2004 - two papers in five
        )
    ):
        sheet.box(14 + 62 * index, y, 4, 4)
        if ticked:
            written(sheet, 13.8 + 62 * index, y + 4.2, "X", size=16)
        sheet.put(21 + 62 * index, y + 3.3, words, size=10)
    sheet.put(14, y + 20, sheet.say("Fait à Valmeir, le", "Opgemaakt te Valmeir, op"), size=10)
    written(sheet, 56, y + 20, f"{sheet.day:%d/%m/%Y}", size=15)
    stamp(sheet, 40, y + 40, [name, sheet.say(fr, nl), "1075 Valmeir"], (40, 60, 130))
    signature(sheet, 84, y + 44, 40)
    sheet.put(
        74,
        203,
        sheet.say("Volet destiné à l'employeur ou à l'administration", "Luik voor de werkgever of de administratie"),
        size=7,
        colour=GREY,
        align="C",
    )


def till_receipt(sheet: Sheet, person: Person) -> None:
    """Draw a pharmacy's till receipt with the part that the patient pays."""
    y = sheet.lines(
        40, 12, [sheet.say("PHARMACIE DU CANAL", "APOTHEEK HET KANAAL")], size=12, style="B", font="courier", align="C"
    )
    y = sheet.lines(
        40,
        y,
        [
            sheet.say("Rue du Canal 40", "Kanaalstraat 40"),
            "1075 VALMEIR",
            "TEL 02 990 55 71",
            sheet.say("TVA ", "BTW ") + "BE 0790.551.382",
        ],
        size=8.5,
        font="courier",
        align="C",
        leading=3.8,
    )
    hour, minute = sheet.chance.randint(9, 18), sheet.chance.randint(0, 59)
    y = sheet.lines(
        6,
        y + 4,
        [
            f"{sheet.day:%d/%m/%Y} {hour:02d}:{minute:02d}   TICKET {sheet.digits(6)}",
            f"PATIENT {person.last_name.upper()[:18]}",
        ],
        size=8.5,
        font="courier",
        leading=4,
    )
    sheet.put(6, y, "-" * 38, size=8.5, font="courier")
    y, total = y + 5, 0.0
    for name, price in sheet.chance.sample(MEDICINES, 5):
        total += price
        sheet.put(6, y, name, size=8.5, font="courier")
        sheet.put(74, y, sheet.money(price), size=8.5, font="courier", align="R")
        y += 4.6
    back = round(total * 0.58, 2)
    sheet.put(6, y, "-" * 38, size=8.5, font="courier")
    for words, amount, style, size in (
        ("TOTAL" if sheet.language == "fr" else "TOTAAL", total, "", 8.5),
        (sheet.say("PART MUTUELLE", "DEEL ZIEKENFONDS"), -back, "", 8.5),
        (sheet.say("À PAYER", "TE BETALEN"), total - back, "B", 12),
        ("BANCONTACT", total - back, "", 8.5),
    ):
        y += 6
        sheet.put(6, y, words, size=size, style=style, font="courier")
        sheet.put(74, y, sheet.money(amount), size=size, style=style, font="courier", align="R")
    y = sheet.lines(
        40,
        y + 10,
        [
            sheet.say("ATTESTATION BVAC REMISE", "BVAC-ATTEST GEGEVEN"),
            sheet.say("MERCI DE VOTRE VISITE", "BEDANKT EN TOT ZIENS"),
        ],
        size=8.5,
        font="courier",
        align="C",
        leading=4.4,
    )
    bars(sheet, 14, y + 2, 52, 12, sheet.digits(12))
