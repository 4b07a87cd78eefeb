"""A bailiff’s notice of eviction."""

from datetime import timedelta

from demo.papers.bodies import BAILIFF, COURT, LANDLORDS
from demo.papers.letterhead import bailiff_head, footer
from demo.papers.marks import signature, stamp
from demo.papers.sheet import Sheet
from demo.people import Person


def eviction(sheet: Sheet, person: Person) -> None:
    """Draw a bailiff's notice that announces an eviction."""
    bailiff_head(
        sheet,
        person,
        [
            (sheet.say("Dossier", "Dossier"), f"{sheet.digits(6)}/EX"),
            (sheet.say("Rôle général", "Algemene rol"), f"{sheet.day.year % 100}A{sheet.digits(3)}"),
            ("Tel.", "02 990 44 12"),
        ],
        column=28,
    )
    sheet.box(20, 86, 170, 13, edge=(150, 26, 30), thick=0.7)
    sheet.put(
        105,
        94.6,
        sheet.say("AVIS D'EXPULSION", "BERICHT VAN UITHUISZETTING"),
        size=16,
        style="B",
        colour=(150, 26, 30),
        align="C",
    )
    leave = sheet.day + timedelta(days=sheet.chance.randint(16, 28))
    judged = sheet.day - timedelta(days=sheet.chance.randint(30, 50))
    y = sheet.paragraph(
        20,
        108,
        170,
        sheet.say(
            f"En exécution du jugement rendu le {sheet.long_date(judged)} par la {COURT.fr}, qui vous a été "
            "signifié, et à la "
            f"requête de {sheet.chance.choice(LANDLORDS)}, propriétaire,\n\nnous vous faisons savoir que vous devez "
            "avoir quitté "
            f"le logement situé {person.street}, {person.postcode} {person.town}, avec vos meubles, au plus tard le :",
            f"In uitvoering van het vonnis van {sheet.long_date(judged)} van het {COURT.nl}, dat u werd betekend, "
            "en op verzoek "
            f"van {sheet.chance.choice(LANDLORDS)}, eigenaar,\n\nlaten wij u weten dat u de woning gelegen "
            f"{person.street}, "
            f"{person.postcode} {person.town}, met uw meubelen moet verlaten hebben uiterlijk op:",
        ),
        size=11,
        leading=5.6,
        font="times",
    )
    sheet.put(
        105,
        y + 12,
        f"{sheet.long_date(leave)}, {sheet.say('à 9 h 00', 'om 9.00 uur')}",
        size=18,
        style="B",
        font="times",
        align="C",
    )
    arrears, costs = sheet.chance.randrange(1800, 5400, 20), round(sheet.chance.uniform(210, 520), 2)
    rows = [
        (sheet.say("Arriérés de loyer", "Achterstallige huur"), sheet.money(arrears)),
        (sheet.say("Indemnité de procédure et dépens", "Rechtsplegingsvergoeding en kosten"), sheet.money(costs)),
        (sheet.say("Signification du jugement", "Betekening van het vonnis"), sheet.money(287.41)),
        (sheet.say("Total dû à ce jour", "Totaal tot op heden"), sheet.money(arrears + costs + 287.41)),
    ]
    y = sheet.ledger(
        20,
        y + 22,
        (130, 40),
        (sheet.say("Décompte", "Afrekening"), "€"),
        rows,
        aligns="LR",
        row=7,
        size=9.5,
        last_bold=True,
        grid=True,
    )
    y = sheet.paragraph(
        20,
        y + 7,
        170,
        sheet.say(
            "À défaut, il sera procédé à l'expulsion, au besoin avec la force publique et un serrurier. Copie de "
            "cet avis est "
            "envoyée au CPAS de votre commune, qui peut vous offrir son aide, sauf si vous vous y opposez dans les "
            "deux jours.",
            "Zo niet, gaan wij over tot de uithuiszetting, desnoods met de openbare macht en een slotenmaker. Een "
            "kopie van dit "
            "bericht gaat naar het OCMW van uw gemeente, dat u hulp kan bieden, tenzij u zich binnen twee dagen "
            "verzet.",
        ),
        size=11,
        leading=5.4,
        font="times",
    )
    stamp(
        sheet,
        55,
        y + 22,
        [BAILIFF.name(sheet), sheet.say("HUISSIERS", "DEURWAARDERS"), "1180"],
        (110, 84, 30),
        round_=True,
    )
    signature(sheet, 120, y + 26, 46, colour=(24, 24, 30))
    sheet.put(120, y + 33, "M. Verhulst")
    footer(sheet, BAILIFF)
