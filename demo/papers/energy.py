"""Papers of energy: the yearly bill, the notice before a cut."""

from datetime import timedelta

from demo.papers.bodies import ENERGY
from demo.papers.letterhead import addressee, footer, greeting, letterhead, place_and_date
from demo.papers.marks import qr
from demo.papers.sheet import GREY, WHITE, Sheet
from demo.people import Person


def yearly_bill(sheet: Sheet, person: Person) -> None:
    """Draw a yearly settlement of electricity and gas with its transfer slip."""
    letterhead(sheet, ENERGY, subtitle="www.lumeo.example")
    sheet.put(190, 23, sheet.say("Décompte annuel", "Jaarafrekening"), size=14, style="B", align="R")
    addressee(sheet, person)
    due, client = sheet.day + timedelta(days=20), sheet.digits(9)
    sheet.facts(
        20,
        46,
        [
            (sheet.say("N° de client", "Klantnummer"), client),
            (sheet.say("N° de facture", "Factuurnummer"), f"{sheet.day.year}{sheet.digits(8)}"),
            (sheet.say("Date", "Datum"), f"{sheet.day:%d/%m/%Y}"),
            ("EAN", f"5414489{sheet.digits(11)}"),
            (sheet.say("Échéance", "Vervaldag"), f"{due:%d/%m/%Y}"),
        ],
        column=32,
        size=9,
    )
    power, gas = sheet.chance.randint(1400, 3100), sheet.chance.randint(5200, 14800)
    lines = [
        (sheet.say("Électricité", "Elektriciteit"), f"{power} kWh", 0.2874, power * 0.2874),
        (sheet.say("Gaz naturel", "Aardgas"), f"{gas} kWh", 0.0812, gas * 0.0812),
        (sheet.say("Frais de réseau", "Netkosten"), "", 0, power * 0.094 + gas * 0.016),
        (sheet.say("Redevance fixe", "Vaste vergoeding"), "12 × ", 4.58, 55.0),
        (sheet.say("Taxes et TVA 6 %", "Heffingen en btw 6 %"), "", 0, power * 0.031 + gas * 0.0076),
    ]
    total = round(sum(round(line[3], 2) for line in lines), 2)
    paid = 12 * round(total / 12 * sheet.chance.uniform(0.62, 0.9))
    rows = [
        (name, much, f"{price:.4f}".replace(".", ",") if price else "", sheet.money(amount))
        for name, much, price, amount in lines
    ]
    rows += [
        (sheet.say("Acomptes payés", "Betaalde voorschotten"), f"12 × {paid // 12} €", "", f"- {sheet.money(paid)}")
    ]
    sheet.put(20, 88, sheet.say("Votre consommation", "Uw verbruik"), size=12, style="B", colour=ENERGY.colour)
    _chart(sheet, 20, 93)
    head = (
        sheet.say("Détail", "Detail"),
        sheet.say("Quantité", "Hoeveelheid"),
        sheet.say("Prix (€)", "Prijs (€)"),
        "€",
    )
    y = sheet.ledger(20, 134, (78, 32, 28, 32), head, rows, aligns="LRRR", row=7, size=9.5, tint=(220, 240, 232))
    sheet.box(100, y + 4, 90, 14, fill=ENERGY.colour, edge=None, round_mm=2)
    sheet.put(105, y + 13, sheet.say("À payer", "Te betalen"), size=12, style="B", colour=WHITE)
    sheet.put(186, y + 13.2, sheet.euros(total - paid), size=15, style="B", colour=WHITE, align="R")
    sheet.paragraph(
        20,
        y + 4,
        74,
        sheet.say(
            "Des difficultés pour payer ? Appelez-nous avant l'échéance : un plan de paiement est possible.",
            "Moeite om te betalen? Bel ons vóór de vervaldag: een afbetalingsplan is mogelijk.",
        ),
        size=9,
    )
    sheet.set_dash_pattern(dash=1.4, gap=1)
    sheet.rule(0, 226, 210, thick=0.2, colour=GREY)
    sheet.set_dash_pattern()
    reference, iban = sheet.reference(), sheet.iban()
    sheet.box(20, 232, 170, 42, fill=(255, 247, 214), edge=(206, 170, 60), round_mm=1.5)
    sheet.put(25, 239, sheet.say("Virement", "Overschrijving"), size=11, style="B")
    sheet.facts(
        25,
        246,
        [
            (sheet.say("Montant", "Bedrag"), sheet.euros(total - paid)),
            (sheet.say("Compte bénéficiaire", "Rekening begunstigde"), iban),
            (sheet.say("Nom", "Naam"), ENERGY.name(sheet)),
            (sheet.say("Communication", "Mededeling"), reference),
        ],
        column=44,
        size=10,
    )
    sheet.box(154, 236, 33, 34, fill=WHITE, edge=None)
    payment = f"BCD\n002\n1\nSCT\n\n{ENERGY.name(sheet)}\n{iban.replace(' ', '')}\nEUR{total - paid:.2f}\n\n{reference}"
    qr(sheet, 157.5, 240, 26, payment)
    footer(sheet, ENERGY)


def cut_notice(sheet: Sheet, person: Person) -> None:
    """Draw the last reminder before the contract is ended."""
    letterhead(sheet, ENERGY, subtitle=sheet.say("Recouvrement", "Invordering"))
    sheet.put(190, 40, sheet.say("RECOMMANDÉ", "AANGETEKEND"), size=11, style="B", colour=(180, 30, 30), align="R")
    addressee(sheet, person)
    place_and_date(sheet, ENERGY)
    sheet.put(
        20,
        96,
        sheet.say("Mise en demeure avant résiliation du contrat", "Ingebrekestelling vóór opzegging van het contract"),
        size=14,
        style="B",
        colour=(180, 30, 30),
    )
    debt = sheet.chance.uniform(340, 1450)
    y = sheet.paragraph(
        20,
        104,
        170,
        greeting(sheet, person)
        + "\n\n"
        + sheet.say(
            "Malgré nos rappels, les factures ci-dessous ne sont pas payées. Si nous ne recevons pas "
            f"{sheet.euros(debt)} dans les "
            "quinze jours, nous demanderons au juge de paix de mettre fin à votre contrat. La fourniture peut alors "
            "être coupée.",
            f"Ondanks onze herinneringen zijn de facturen hieronder niet betaald. Als wij binnen vijftien dagen geen "
            f"{sheet.euros(debt)} ontvangen, vragen wij de vrederechter uw contract te beëindigen. De levering kan "
            "dan worden "
            "afgesloten.",
        ),
        size=10.5,
        leading=5.5,
    )
    parts = [debt * 0.31, debt * 0.27, debt * 0.42 - 22.5, 22.5]
    rows = [
        (
            sheet.say("Facture ", "Factuur ") + f"{sheet.day.year}{sheet.digits(7)}",
            f"{sheet.day - timedelta(days=late):%d/%m/%Y}",
            sheet.money(part),
        )
        for late, part in zip((124, 93, 62), parts, strict=False)
    ]
    rows += [
        (sheet.say("Frais de rappel", "Herinneringskosten"), "", sheet.money(parts[3])),
        (sheet.say("Total dû", "Totaal verschuldigd"), "", sheet.money(debt)),
    ]
    head = (sheet.say("Libellé", "Omschrijving"), sheet.say("Échéance", "Vervaldag"), "€")
    y = sheet.ledger(20, y + 6, (100, 35, 35), head, rows, aligns="LLR", row=7.5, size=9.5, grid=True, last_bold=True)
    sheet.paragraph(
        20,
        y + 8,
        170,
        sheet.say(
            f"Versez le montant sur {sheet.iban()} avec la communication {sheet.reference()}.\n\nVous pouvez "
            "demander de l'aide au "
            "CPAS de votre commune, ou le statut de client protégé. Sauf refus de votre part, nous donnons votre "
            "nom au CPAS.",
            f"Stort het bedrag op {sheet.iban()} met de mededeling {sheet.reference()}.\n\nU kunt hulp vragen aan "
            "het OCMW van uw "
            "gemeente, of het statuut van beschermde klant. Tenzij u weigert, geven wij uw naam door aan het OCMW.",
        ),
        size=10.5,
        leading=5.5,
    )
    sheet.put(120, y + 66, sheet.say("Le service Recouvrement", "De dienst Invordering"))
    footer(sheet, ENERGY)


def _chart(sheet: Sheet, x: float, y: float) -> None:
    sheet.rule(x, y + 32, x + 170, colour=GREY)
    for month in range(12):
        winter = abs(6 - month) / 6
        height = 7 + 22 * winter * sheet.chance.uniform(0.75, 1.05)
        left = x + 4 + month * 13.8
        sheet.box(left, y + 32 - height, 5, height, fill=(160, 214, 194), edge=None)
        power = 8 + 6 * sheet.chance.random()
        sheet.box(left + 5, y + 32 - power, 4, power, fill=ENERGY.colour, edge=None)
        sheet.put(left + 4.5, y + 36, "JFMAMJJASOND"[month], size=7, colour=GREY, align="C")
