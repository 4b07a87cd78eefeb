"""Papers of income: pension, sickness benefit, child benefit."""

from datetime import date, timedelta

from demo.papers.bodies import CHILD_FUND, MUTUAL, PENSIONS
from demo.papers.letterhead import addressee, footer, greeting, letterhead, place_and_date
from demo.papers.marks import signature, stamp
from demo.papers.sheet import Sheet
from demo.people import Person


def pension(sheet: Sheet, person: Person) -> None:
    """Draw the decision that grants a pension."""
    letterhead(sheet, PENSIONS, subtitle=sheet.say("Direction Attribution", "Directie Toekenning"))
    addressee(sheet, person)
    place_and_date(sheet, PENSIONS)
    sheet.facts(
        20,
        50,
        [
            (sheet.say("Vos références", "Uw kenmerk"), person.niss_written),
            (sheet.say("Nos références", "Ons kenmerk"), f"PE {sheet.digits(4)}/{sheet.digits(5)}"),
            ("Tel.", "02 990 17 65"),
        ],
        column=30,
        size=9,
    )
    sheet.put(
        20, 94, sheet.say("Décision : votre pension de retraite", "Beslissing: uw rustpensioen"), size=14, style="B"
    )
    start = date(sheet.day.year + sheet.day.month // 12, sheet.day.month % 12 + 1, 1)
    y = sheet.paragraph(
        20,
        102,
        170,
        greeting(sheet, person)
        + "\n\n"
        + sheet.say(
            f"Nous avons examiné vos droits. À partir du {sheet.long_date(start)}, vous recevez une pension de "
            "retraite de "
            "travailleur salarié. Le calcul de votre pension se trouve ci-dessous.",
            f"Wij hebben uw rechten onderzocht. Vanaf {sheet.long_date(start)} ontvangt u een rustpensioen als "
            "werknemer. "
            "De berekening van uw pensioen vindt u hieronder.",
        ),
        size=10.5,
        leading=5.4,
    )
    years = sheet.chance.randint(21, 44)
    gross = round(sheet.chance.uniform(980, 1640), 2)
    health = round(gross * 0.0355, 2)
    rows = [
        (sheet.say(f"Pension de retraite, {years}/45 années", f"Rustpensioen, {years}/45 jaren"), sheet.money(gross)),
        (sheet.say("Cotisation soins de santé 3,55 %", "Bijdrage gezondheidszorg 3,55 %"), f"- {sheet.money(health)}"),
        (sheet.say("Cotisation de solidarité", "Solidariteitsbijdrage"), sheet.money(0)),
        (sheet.say("Montant net par mois", "Nettobedrag per maand"), sheet.money(gross - health)),
    ]
    head = (sheet.say("Calcul", "Berekening"), sheet.say("Par mois (€)", "Per maand (€)"))
    y = sheet.ledger(
        20, y + 6, (125, 45), head, rows, aligns="LR", row=8, size=10, last_bold=True, tint=(234, 226, 240)
    )
    y = sheet.paragraph(
        20,
        y + 8,
        170,
        sheet.say(
            f"La pension est payée le troisième jour ouvrable du mois sur le compte {sheet.iban()}. Elle suit "
            "l'index.\n\n"
            "Vous n'êtes pas d'accord ? Vous pouvez introduire un recours au tribunal du travail dans les trois mois. "
            "Prévenez-nous si vous travaillez encore, si vous déménagez ou si votre ménage change.",
            f"Het pensioen wordt betaald op de derde werkdag van de maand op rekening {sheet.iban()}. Het volgt de "
            "index.\n\n"
            "Gaat u niet akkoord? U kunt binnen drie maanden beroep instellen bij de arbeidsrechtbank. "
            "Verwittig ons als u nog werkt, verhuist of als uw gezin verandert.",
        ),
        size=10.5,
        leading=5.4,
    )
    sheet.put(120, y + 14, sheet.say("Pour l'administrateur général,", "Voor de administrateur-generaal,"))
    signature(sheet, 122, y + 30, colour=(24, 24, 30))
    sheet.put(122, y + 38, "C. Van Hoorebeke" if sheet.language == "nl" else "C. Delvaux-Lemaire")
    footer(sheet, PENSIONS)


def sickness_benefit(sheet: Sheet, person: Person) -> None:
    """Draw a health fund's attestation of the benefits it paid."""
    letterhead(sheet, MUTUAL, subtitle=sheet.say("Service Indemnités", "Dienst Uitkeringen"))
    addressee(sheet, person)
    place_and_date(sheet, MUTUAL)
    sheet.put(
        20,
        96,
        sheet.say(
            "Attestation d'indemnités d'incapacité de travail", "Attest van uitkeringen wegens arbeidsongeschiktheid"
        ),
        size=13.5,
        style="B",
    )
    sheet.facts(
        20,
        107,
        [
            (sheet.say("Titulaire", "Gerechtigde"), person.name),
            ("NISS" if sheet.language == "fr" else "INSZ", person.niss_written),
            (
                sheet.say("En incapacité depuis", "Arbeidsongeschikt sinds"),
                f"{sheet.day - timedelta(days=sheet.chance.randint(40, 320)):%d/%m/%Y}",
            ),
            (
                sheet.say("Qualité", "Hoedanigheid"),
                sheet.say("Titulaire avec charge de famille", "Gerechtigde met gezinslast"),
            ),
        ],
        column=52,
        size=10,
    )
    daily, total = round(sheet.chance.uniform(44, 71), 2), 0.0
    rows: list[tuple[str, ...]] = []
    first = sheet.day.replace(day=1)
    for _ in range(3):
        last = first - timedelta(days=1)
        first = last.replace(day=1)
        days = sheet.chance.randint(24, 27)
        total += days * daily
        rows.insert(0, (sheet.month(first), str(days), sheet.money(daily), sheet.money(days * daily)))
    rows.append(("Total" if sheet.language == "fr" else "Totaal", "", "", sheet.money(total)))
    head = (
        sheet.say("Période", "Periode"),
        sheet.say("Jours", "Dagen"),
        sheet.say("Par jour (€)", "Per dag (€)"),
        sheet.say("Brut (€)", "Bruto (€)"),
    )
    y = sheet.ledger(
        20, 138, (70, 28, 36, 36), head, rows, aligns="LRRR", row=8, size=9.5, last_bold=True, tint=(250, 230, 237)
    )
    sheet.paragraph(
        20,
        y + 8,
        170,
        sheet.say(
            "Cette attestation est délivrée pour servir et valoir ce que de droit.",
            "Dit attest wordt afgeleverd om te dienen waar nodig.",
        ),
        size=10.5,
    )
    stamp(
        sheet,
        60,
        y + 40,
        [MUTUAL.name(sheet), sheet.say("INDEMNITÉS", "UITKERINGEN"), f"{sheet.day:%d/%m/%Y}"],
        MUTUAL.colour,
    )
    signature(sheet, 125, y + 42)
    footer(sheet, MUTUAL)


def child_benefit(sheet: Sheet, person: Person) -> None:
    """Draw a fund's attestation of child benefit."""
    letterhead(sheet, CHILD_FUND)
    addressee(sheet, person)
    place_and_date(sheet, CHILD_FUND)
    sheet.put(
        20,
        94,
        sheet.say("Attestation d'allocations familiales", "Attest van kinderbijslag"),
        size=15,
        style="B",
        colour=CHILD_FUND.colour,
    )
    y = sheet.paragraph(
        20,
        102,
        170,
        sheet.say(
            f"Nous payons des allocations familiales à {person.name}, né(e) le {person.birth_date:%d/%m/%Y}, "
            f"registre national {person.niss_written}, pour les enfants suivants :",
            f"Wij betalen kinderbijslag aan {person.name}, geboren op {person.birth_date:%d/%m/%Y}, "
            f"rijksregister {person.niss_written}, voor de volgende kinderen:",
        ),
        size=10.5,
        leading=5.4,
    )
    names = sheet.chance.sample(
        ("Lina", "Noah", "Sami", "Emma", "Adam", "Louise", "Yanis", "Nora"), sheet.chance.randint(1, 3)
    )
    rows: list[tuple[str, ...]] = []
    total = 0.0
    for name in names:
        born = sheet.day - timedelta(days=sheet.chance.randint(400, 5600))
        basic, extra = sheet.chance.choice((171.08, 182.49, 193.9)), sheet.chance.choice((0.0, 45.62, 57.03))
        total += basic + extra
        rows.append((name, f"{born:%d/%m/%Y}", sheet.money(basic), sheet.money(extra), sheet.money(basic + extra)))
    rows.append((sheet.say("Total par mois", "Totaal per maand"), "", "", "", sheet.money(total)))
    head = (
        sheet.say("Enfant", "Kind"),
        sheet.say("Naissance", "Geboren"),
        sheet.say("Base", "Basis"),
        sheet.say("Supplément social", "Sociale toeslag"),
        "Total" if sheet.language == "fr" else "Totaal",
    )
    y = sheet.ledger(
        20, y + 6, (50, 30, 25, 38, 27), head, rows, aligns="LLRRR", row=8, last_bold=True, tint=(253, 234, 216)
    )
    sheet.paragraph(
        20,
        y + 8,
        170,
        sheet.say(
            "Le paiement est fait le 8 de chaque mois. Attestation délivrée à la demande du CPAS.",
            "Wij betalen op de 8ste van elke maand. Attest afgeleverd op vraag van het OCMW.",
        ),
        size=10.5,
    )
    sheet.put(120, y + 30, sheet.say("Votre gestionnaire de dossier,", "Uw dossierbeheerder,"))
    signature(sheet, 122, y + 46)
    footer(sheet, CHILD_FUND)
