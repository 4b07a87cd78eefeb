"""Papers of the law: judgment, a bailiff's demand for a debt."""

from datetime import timedelta

from demo.papers.bodies import BAILIFF
from demo.papers.letterhead import bailiff_head, footer, greeting
from demo.papers.marks import signature, stamp
from demo.papers.sheet import GREY, Sheet
from demo.people import Person


def judgment(sheet: Sheet, person: Person) -> None:
    """Draw the first page of a labour court's judgment about a decision of the centre."""
    sheet.put(20, 20, sheet.say("Expédition", "Uitgifte"), size=9, colour=GREY, font="times")
    sheet.box(20, 23, 62, 24, edge=(90, 92, 98), thick=0.2)
    sheet.lines(
        22,
        28,
        [
            f"{sheet.say('N° de rôle', 'Rolnr.')} {sheet.day.year % 100}/{sheet.digits(4)}/A",
            f"{sheet.say('Rép. n°', 'Rep. nr.')} {sheet.day.year}/{sheet.digits(5)}",
            sheet.say("Aide sociale", "Maatschappelijke dienstverlening"),
            sheet.say("Contradictoire - définitif", "Tegensprekelijk - eindvonnis"),
        ],
        size=9,
        font="times",
        leading=4.8,
    )
    sheet.put(
        190, 30, sheet.say("TRIBUNAL DU TRAVAIL", "ARBEIDSRECHTBANK"), size=16, style="B", font="times", align="R"
    )
    sheet.put(
        190,
        36,
        sheet.say("division de Valmeir - 12e chambre", "afdeling Valmeir - 12de kamer"),
        size=11,
        font="times",
        align="R",
    )
    sheet.put(105, 66, sheet.say("JUGEMENT", "VONNIS"), size=22, style="B", font="times", align="C")
    sheet.put(
        105,
        73,
        sheet.say("prononcé le ", "uitgesproken op ") + sheet.long_date(sheet.day),
        size=11,
        font="times",
        align="C",
    )
    decided = sheet.long_date(sheet.day - timedelta(days=sheet.chance.randint(90, 210)))
    parts = (
        (
            sheet.say("EN CAUSE DE", "IN DE ZAAK VAN"),
            sheet.say(
                f"{person.name}, n° national {person.niss_written}, domicilié(e) {person.street}, {person.postcode} "
                f"{person.town}, "
                "partie demanderesse, comparaissant par Me S. Haddad, avocate ;",
                f"{person.name}, rijksregisternummer {person.niss_written}, wonende {person.street}, {person.postcode} "
                f"{person.town}, eisende partij, vertegenwoordigd door mr. S. Haddad, advocate;",
            ),
        ),
        (
            sheet.say("CONTRE", "TEGEN"),
            sheet.say(
                "le Centre public d'action sociale de Valmeir, Rue de la Fontaine 12, 1075 Valmeir, partie "
                "défenderesse ;",
                "het Openbaar centrum voor maatschappelijk welzijn van Valmeir, Fonteinstraat 12, 1075 Valmeir, "
                "verwerende partij;",
            ),
        ),
        (
            sheet.say("I. L'OBJET DE LA DEMANDE", "I. VOORWERP VAN DE VORDERING"),
            sheet.say(
                f"Le recours est dirigé contre la décision du {decided} qui refuse le revenu d'intégration au taux "
                "isolé, au motif "
                "que la partie demanderesse formerait un ménage avec une autre personne.",
                f"Het beroep is gericht tegen de beslissing van {decided} die het leefloon als alleenstaande "
                "weigert, omdat de "
                "eisende partij een gezin zou vormen met een andere persoon.",
            ),
        ),
        (
            sheet.say("II. LA DISCUSSION", "II. BESPREKING"),
            sheet.say(
                "La cohabitation suppose que l'on vive sous le même toit et que l'on règle en commun les questions "
                "ménagères. Les "
                "pièces déposées, dont le bail et les factures séparées, montrent que ce n'est pas le cas.",
                "Samenwonen veronderstelt dat men onder hetzelfde dak leeft en het huishouden gemeenschappelijk "
                "regelt. Uit de "
                "neergelegde stukken, waaronder de huurovereenkomst en de aparte facturen, blijkt dat dit niet zo is.",
            ),
        ),
        (
            sheet.say("PAR CES MOTIFS, LE TRIBUNAL", "OM DEZE REDENEN, DE RECHTBANK"),
            sheet.say(
                "dit le recours recevable et fondé ; annule la décision ; condamne le CPAS à payer le revenu "
                "d'intégration au taux "
                f"isolé à partir du {decided}, et les dépens liquidés à {sheet.euros(163.98)}.",
                "verklaart het beroep ontvankelijk en gegrond; vernietigt de beslissing; veroordeelt het OCMW tot "
                "betaling van het "
                f"leefloon als alleenstaande vanaf {decided}, en tot de kosten begroot op {sheet.euros(163.98)}.",
            ),
        ),
    )
    y = 86.0
    for title, words in parts:
        sheet.put(20, y, title, size=11.5, style="B", font="times")
        y = sheet.paragraph(20, y + 2, 170, words, size=12, font="times", leading=5.6, align="J") + 7
    sheet.put(30, y + 8, sheet.say("Le greffier", "De griffier"), size=11, font="times")
    sheet.put(130, y + 8, sheet.say("Le juge", "De rechter"), size=11, font="times")
    signature(sheet, 26, y + 24, 36, colour=(24, 24, 30))
    signature(sheet, 128, y + 24, 42, colour=(24, 24, 30))
    stamp(
        sheet,
        100,
        y + 20,
        [sheet.say("Tribunal du travail", "Arbeidsrechtbank"), sheet.say("GREFFE", "GRIFFIE"), "VALMEIR"],
        (40, 44, 110),
        round_=True,
    )
    sheet.put(105, 288, "1 / 6", size=9, font="times", colour=GREY, align="C")


def debt_demand(sheet: Sheet, person: Person) -> None:
    """Draw a bailiff's last demand before seizure."""
    bailiff_head(
        sheet,
        person,
        [
            (sheet.say("Notre réf.", "Onze ref."), f"{sheet.digits(6)}/AM"),
            (sheet.say("Créancier", "Schuldeiser"), sheet.say("Clinique du Verger ASBL", "Kliniek Boomgaard vzw")),
        ],
        column=24,
    )
    sheet.put(20, 94, sheet.say("DERNIÈRE SOMMATION AVANT SAISIE", "LAATSTE AANMANING VÓÓR BESLAG"), size=14, style="B")
    principal = round(sheet.chance.uniform(240, 1900), 2)
    interest, costs = round(principal * 0.047, 2), 88.31
    y = sheet.paragraph(
        20,
        102,
        170,
        greeting(sheet, person)
        + "\n\n"
        + sheet.say(
            f"Vous restez devoir à notre mandant une somme de {sheet.euros(principal)}. Sans paiement dans les "
            "quinze jours, nous "
            "avons ordre de procéder à la saisie de vos biens, à vos frais.",
            f"U bent onze opdrachtgever nog {sheet.euros(principal)} verschuldigd. Zonder betaling binnen vijftien "
            "dagen hebben "
            "wij opdracht om op uw kosten beslag te leggen op uw goederen.",
        ),
        size=10.5,
        leading=5.5,
    )
    rows = [
        (sheet.say("Principal", "Hoofdsom"), sheet.money(principal)),
        (sheet.say("Intérêts", "Intresten"), sheet.money(interest)),
        (sheet.say("Frais de sommation et recherche", "Kosten van aanmaning en opzoeking"), sheet.money(costs)),
        (sheet.say("Solde à payer", "Te betalen saldo"), sheet.money(principal + interest + costs)),
    ]
    y = sheet.ledger(
        20,
        y + 6,
        (130, 40),
        (sheet.say("Décompte", "Afrekening"), "€"),
        rows,
        aligns="LR",
        row=7.5,
        size=9.5,
        last_bold=True,
        grid=True,
    )
    y = sheet.paragraph(
        20,
        y + 8,
        170,
        sheet.say(
            f"Compte tiers : {sheet.iban()}, communication {sheet.reference()}.\n\nVous ne pouvez pas payer en une "
            "fois ? Proposez-nous un "
            "plan par écrit, ou adressez-vous au service de médiation de dettes de votre CPAS.",
            f"Derdenrekening: {sheet.iban()}, mededeling {sheet.reference()}.\n\nKunt u niet in één keer betalen? "
            "Stel ons schriftelijk een "
            "plan voor, of wend u tot de dienst schuldbemiddeling van uw OCMW.",
        ),
        size=10.5,
        leading=5.5,
    )
    signature(sheet, 120, y + 26, 46, colour=(24, 24, 30))
    sheet.put(120, y + 33, "K. Delcour")
    footer(sheet, BAILIFF)
