"""The paper of work: the payslip."""

from datetime import timedelta

from demo.papers.bodies import EMPLOYERS
from demo.papers.letterhead import addressee, footer, letterhead
from demo.papers.sheet import GREY, Sheet
from demo.people import Person


def payslip(sheet: Sheet, person: Person) -> None:
    """Draw a payslip of the month before the sheet's day."""
    employer = sheet.chance.choice(EMPLOYERS)
    last = sheet.day.replace(day=1) - timedelta(days=1)
    letterhead(sheet, employer, subtitle=f"{employer.street(sheet)}, {employer.town(sheet)}")
    sheet.put(190, 22, sheet.say("FICHE DE PAIE", "LOONFICHE"), size=15, style="B", align="R")
    sheet.put(190, 28, sheet.month(last).capitalize(), size=11, align="R")
    hours = sheet.chance.choice((98.8, 123.5, 152.0, 164.67))
    wage = round(sheet.chance.uniform(14.2, 16.9), 4)
    sheet.box(20, 40, 88, 36, fill=(248, 248, 246), edge=(190, 192, 198), round_mm=1.5)
    sheet.facts(
        24,
        47,
        [
            (sheet.say("N° matricule", "Personeelsnr."), sheet.digits(5)),
            ("NISS" if sheet.language == "fr" else "INSZ", person.niss_written),
            (sheet.say("Date de naissance", "Geboortedatum"), f"{person.birth_date:%d/%m/%Y}"),
            (sheet.say("Fonction", "Functie"), sheet.say("Ouvrier polyvalent", "Polyvalent arbeider")),
            (sheet.say("Commission paritaire", "Paritair comité"), sheet.chance.choice(("118.03", "121.00", "140.03"))),
        ],
        column=38,
        size=9,
    )
    addressee(sheet, person, y=54)
    gross = round(hours * wage, 2)
    meal = round(gross * 0.021, 2)
    taxable = round((gross + meal) * (1 - 0.1307), 2)
    bonus, tax, special = round(gross * 0.052, 2), round(taxable * 0.1145, 2), round(gross * 0.0081, 2)
    net = round(taxable + bonus - tax - special, 2)
    sheet.put(20, 88, sheet.say("Décompte", "Afrekening"), size=11, style="B", colour=employer.colour)
    rows = [
        (
            "1001",
            sheet.say("Heures prestées", "Gewerkte uren"),
            f"{hours:.2f}".replace(".", ","),
            f"{wage:.4f}".replace(".", ","),
            sheet.money(gross),
            "",
        ),
        ("1210", sheet.say("Prime d'équipe", "Ploegenpremie"), "", "", sheet.money(meal), ""),
        (
            "3001",
            sheet.say("ONSS travailleur 13,07 %", "RSZ werknemer 13,07 %"),
            "",
            "",
            "",
            sheet.money(gross + meal - taxable),
        ),
        ("3100", sheet.say("Imposable", "Belastbaar"), "", "", sheet.money(taxable), ""),
        ("3210", sheet.say("Bonus à l'emploi", "Werkbonus"), "", "", sheet.money(bonus), ""),
        ("4001", sheet.say("Précompte professionnel", "Bedrijfsvoorheffing"), "", "", "", sheet.money(tax)),
        (
            "4050",
            sheet.say("Cotisation spéciale séc. sociale", "Bijz. bijdrage soc. zekerheid"),
            "",
            "",
            "",
            sheet.money(special),
        ),
    ]
    head = (
        "Code",
        sheet.say("Libellé", "Omschrijving"),
        sheet.say("Heures", "Uren"),
        sheet.say("Taux", "Tarief"),
        sheet.say("Gain", "Bedrag"),
        sheet.say("Retenue", "Inhouding"),
    )
    below = sheet.ledger(20, 92, (18, 70, 18, 20, 22, 22), head, rows, aligns="LLRRRR", row=7, grid=True)
    sheet.box(108, below + 6, 82, 13, fill=employer.colour, edge=None, round_mm=1.5)
    sheet.put(113, below + 14, sheet.say("NET À PAYER", "NETTOLOON"), size=11, style="B", colour=(255, 255, 255))
    sheet.put(186, below + 14.2, sheet.euros(net), size=14, style="B", colour=(255, 255, 255), align="R")
    iban = sheet.iban()
    sheet.facts(
        20,
        below + 32,
        [
            (sheet.say("Versé sur le compte", "Gestort op rekening"), iban),
            (sheet.say("Date de paiement", "Betaaldatum"), f"{last:%d/%m/%Y}"),
            (sheet.say("Jours prestés", "Gewerkte dagen"), str(round(hours / 7.6))),
            (sheet.say("Solde congés", "Verlofsaldo"), sheet.say("11 jours", "11 dagen")),
            (sheet.say("Chèques-repas", "Maaltijdcheques"), f"{round(hours / 7.6)} × 8,00 €"),
        ],
        column=50,
    )
    totals = [
        [
            sheet.say("Cumul annuel", "Jaartotaal"),
            sheet.money(gross * last.month),
            sheet.money(tax * last.month),
            sheet.money(net * last.month),
        ]
    ]
    sheet.ledger(
        20,
        216,
        (62, 36, 36, 36),
        (
            "",
            sheet.say("Brut", "Bruto"),
            sheet.say("Précompte", "Voorheffing"),
            "Net" if sheet.language == "fr" else "Netto",
        ),
        totals,
        aligns="LRRR",
        grid=True,
    )
    sheet.put(
        20,
        262,
        sheet.say("Document à conserver sans limitation de durée.", "Dit document onbeperkt bewaren."),
        size=8,
        style="I",
        colour=GREY,
    )
    footer(sheet, employer)
