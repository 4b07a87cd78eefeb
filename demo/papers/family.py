"""Papers of the commune: household composition, certificate of residence."""

from datetime import timedelta

from demo.papers.bodies import COMMUNE
from demo.papers.letterhead import footer, letterhead
from demo.papers.marks import signature, stamp
from demo.papers.sheet import GREY, Sheet
from demo.people import Person


def household(sheet: Sheet, person: Person) -> None:
    """Draw a certificate of household composition."""
    _opening(sheet, sheet.say("COMPOSITION DE MÉNAGE", "SAMENSTELLING VAN HET GEZIN"))
    y = sheet.paragraph(
        20,
        84,
        170,
        sheet.say(
            "L'officier de l'état civil certifie que, d'après les registres de la population, le ménage de "
            f"{person.name} est composé comme suit à la date du {sheet.long_date(sheet.day)} :",
            "De ambtenaar van de burgerlijke stand bevestigt dat, volgens de bevolkingsregisters, het gezin van "
            f"{person.name} op {sheet.long_date(sheet.day)} als volgt is samengesteld:",
        ),
        size=11,
        leading=5.6,
        font="times",
    )
    rows = [
        (
            f"{person.last_name.upper()}, {person.first_name}",
            f"{person.birth_date:%d/%m/%Y}",
            person.niss_written,
            sheet.say("Personne de référence", "Referentiepersoon"),
        )
    ]
    names = sheet.chance.sample(
        ("Lina", "Noah", "Sami", "Emma", "Adam", "Louise", "Yanis", "Nora"), sheet.chance.randint(0, 3)
    )
    for name in names:
        born = sheet.day - timedelta(days=sheet.chance.randint(300, 5900))
        girl = name in {"Lina", "Emma", "Louise", "Nora"}
        rows.append(
            (
                f"{person.last_name.upper()}, {name}",
                f"{born:%d/%m/%Y}",
                f"{born:%y.%m.%d}-***.**",
                sheet.say("Fille", "Dochter") if girl else sheet.say("Fils", "Zoon"),
            )
        )
    head = (
        sheet.say("Nom, prénom", "Naam, voornaam"),
        sheet.say("Naissance", "Geboorte"),
        sheet.say("Registre national", "Rijksregister"),
        sheet.say("Lien", "Verwantschap"),
    )
    y = sheet.ledger(20, y + 6, (64, 26, 38, 42), head, rows, aligns="LCCL", row=9, size=9.5, grid=True)
    y = sheet.paragraph(
        20,
        y + 8,
        170,
        sheet.say(
            f"Domicile : {person.street}, {person.postcode} {person.town}.\nNombre de personnes : {len(rows)}.",
            f"Woonplaats: {person.street}, {person.postcode} {person.town}.\nAantal personen: {len(rows)}.",
        ),
        size=11,
        leading=6,
        font="times",
    )
    _closing(sheet, y)


def residence(sheet: Sheet, person: Person) -> None:
    """Draw a certificate of residence."""
    _opening(sheet, sheet.say("CERTIFICAT DE RÉSIDENCE", "BEWIJS VAN WOONST"))
    born = sheet.long_date(person.birth_date)
    since = sheet.long_date(sheet.day - timedelta(days=sheet.chance.randint(60, 2400)))
    y = sheet.paragraph(
        20,
        86,
        170,
        sheet.say(
            f"Le soussigné, officier de l'état civil, certifie que\n\n{person.last_name.upper()}, "
            f"{person.first_name}\n\n"
            f"né(e) le {born}, numéro de registre national {person.niss_written}, est inscrit(e) aux registres de la "
            f"population de notre commune depuis le {since} à l'adresse :\n\n{person.street}, {person.postcode} "
            f"{person.town}",
            f"De ondergetekende, ambtenaar van de burgerlijke stand, bevestigt dat\n\n{person.last_name.upper()}, "
            f"{person.first_name}\n\ngeboren op {born}, rijksregisternummer {person.niss_written}, sinds {since} is "
            f"ingeschreven in de bevolkingsregisters van onze gemeente op het adres:\n\n{person.street}, "
            f"{person.postcode} "
            f"{person.town}",
        ),
        size=12,
        leading=6.4,
        font="times",
    )
    _closing(sheet, y)


def _opening(sheet: Sheet, title: str) -> None:
    letterhead(
        sheet,
        COMMUNE,
        subtitle=sheet.say(
            "Service Population - Région de Bruxelles-Capitale", "Dienst Bevolking - Brussels Hoofdstedelijk Gewest"
        ),
    )
    sheet.facts(
        20,
        44,
        [
            (sheet.say("Guichet", "Loket"), sheet.chance.choice("ABCD") + str(sheet.chance.randint(1, 6))),
            (sheet.say("Référence", "Referentie"), f"POP/{sheet.day.year}/{sheet.digits(5)}"),
        ],
        column=26,
        size=9,
    )
    sheet.put(105, 70, title, size=19, style="B", font="times", align="C")
    sheet.rule(60, 73, 150, thick=0.3)


def _closing(sheet: Sheet, y: float) -> None:
    y = sheet.paragraph(
        20,
        y + 8,
        170,
        sheet.say(
            "Délivré sur demande, à l'usage du CPAS. Exempt de droit de timbre.",
            "Afgeleverd op aanvraag, voor gebruik door het OCMW. Vrij van zegelrecht.",
        ),
        size=11,
        leading=5.6,
        font="times",
    )
    place = COMMUNE.town(sheet).split(" ", 1)[1]
    sheet.put(
        115,
        y + 18,
        sheet.say(f"{place}, le {sheet.long_date(sheet.day)}", f"{place}, {sheet.long_date(sheet.day)}"),
        size=11,
        font="times",
    )
    sheet.put(
        115,
        y + 25,
        sheet.say("Par délégation, l'agent communal,", "Bij delegatie, de gemeentebeambte,"),
        size=11,
        font="times",
    )
    stamp(
        sheet,
        62,
        y + 34,
        [COMMUNE.name(sheet), sheet.say("POPULATION", "BEVOLKING"), "1075"],
        (70, 40, 120),
        round_=True,
    )
    signature(sheet, 117, y + 44, 46)
    sheet.put(
        20,
        272,
        sheet.say("Ce document n'est pas valable après trois mois.", "Dit document is niet geldig na drie maanden."),
        size=8,
        style="I",
        colour=GREY,
    )
    footer(sheet, COMMUNE)
