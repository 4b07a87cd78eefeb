"""The paper of a bank: a statement of account."""

from datetime import timedelta

from demo.papers.bodies import BANK, EMPLOYERS, ENERGY
from demo.papers.letterhead import addressee, footer
from demo.papers.logos import logo
from demo.papers.sheet import GREY, Sheet
from demo.people import Person


def bank_statement(sheet: Sheet, person: Person) -> None:
    """Draw a month of movements on an account."""
    sheet.box(0, 0, 210, 26, fill=BANK.colour, edge=None)
    logo(sheet, 20, 7, 11, "bars", (255, 255, 255))
    sheet.put(36, 16, BANK.name(sheet), size=17, style="B", colour=(255, 255, 255))
    sheet.put(190, 16, sheet.say("Extrait de compte", "Rekeninguittreksel"), size=13, colour=(255, 255, 255), align="R")
    addressee(sheet, person, y=46)
    iban, number = sheet.iban(), sheet.chance.randint(2, 11)
    sheet.facts(
        20,
        44,
        [
            (sheet.say("Compte à vue", "Zichtrekening"), iban),
            ("BIC", "BDMIBEB0"),
            (sheet.say("Extrait n°", "Uittreksel nr."), f"{number:03d} / {sheet.day.year}"),
            (sheet.say("Date", "Datum"), f"{sheet.day:%d/%m/%Y}"),
            ("Page" if sheet.language == "fr" else "Blad", "1 / 1"),
        ],
        column=30,
        size=9,
    )
    shops = (
        "Épicerie Ciney",
        "Superette Hopla",
        "Pharmacie du Canal",
        "Boucherie Atlas",
        "Friterie Chez Nico",
        "Lavoir Bulle",
    )
    choices = [
        (
            sheet.say("Paiement par carte - ", "Betaling met kaart - ") + sheet.chance.choice(shops),
            -sheet.chance.uniform(3, 62),
        )
        for _ in range(9)
    ] + [
        (sheet.say("Domiciliation ", "Domiciliëring ") + ENERGY.name(sheet), -sheet.chance.uniform(60, 140)),
        (sheet.say("Loyer - ordre permanent", "Huur - doorlopende opdracht"), -sheet.chance.uniform(520, 780)),
        (sheet.say("Abonnement transport", "Abonnement openbaar vervoer"), -12.0),
        (
            sheet.say("Versement ", "Overschrijving ") + sheet.chance.choice(EMPLOYERS).name(sheet),
            sheet.chance.uniform(850, 1620),
        ),
        (sheet.say("Retrait au distributeur", "Geldopname automaat"), -float(sheet.chance.choice((20, 40, 50, 100)))),
        (sheet.say("Frais de gestion", "Beheerskosten"), -2.6),
    ]
    sheet.chance.shuffle(choices)
    days = sorted(sheet.chance.randint(1, 30) for _ in choices)
    before = round(sheet.chance.uniform(80, 640), 2)
    balance, rows = before, []
    for back, (words, amount) in zip(days, choices, strict=True):
        moment = sheet.day - timedelta(days=31 - back)
        balance = round(balance + round(amount, 2), 2)
        debit, credit = ("", sheet.money(amount)) if amount > 0 else (sheet.money(-amount), "")
        rows.append((f"{moment:%d/%m}", words, f"{moment:%d/%m}", debit, credit))
    sheet.put(20, 84, sheet.say("Solde précédent", "Vorig saldo"))
    sheet.put(190, 84, sheet.euros(before), style="B", align="R")
    head = (
        "Date" if sheet.language == "fr" else "Datum",
        sheet.say("Opération", "Verrichting"),
        sheet.say("Valeur", "Valuta"),
        sheet.say("Débit", "Debet"),
        sheet.say("Crédit", "Credit"),
    )
    below = sheet.ledger(20, 88, (18, 92, 18, 21, 21), head, rows, aligns="LLLRR", row=8.2, tint=(214, 224, 238))
    sheet.put(
        20, below + 9, sheet.say("Nouveau solde au ", "Nieuw saldo op ") + f"{sheet.day:%d/%m/%Y}", size=11, style="B"
    )
    sheet.put(190, below + 9, sheet.euros(balance), size=13, style="B", align="R")
    sheet.paragraph(
        20,
        262,
        170,
        sheet.say(
            "Vérifiez vos opérations. Une contestation est possible dans les treize mois. Nous ne demandons jamais "
            "vos codes.",
            "Kijk uw verrichtingen na. Betwisten kan binnen dertien maanden. Wij vragen nooit naar uw codes.",
        ),
        size=8,
        colour=GREY,
    )
    footer(sheet, BANK)
