"""Papers of those without work: C4, registration as a job seeker."""

from datetime import timedelta

from demo.papers.bodies import EMPLOYERS, EMPLOYMENT
from demo.papers.letterhead import addressee, footer, letterhead, place_and_date
from demo.papers.marks import signature, stamp, written
from demo.papers.sheet import GREY, PALE, Sheet
from demo.people import Person


def c4(sheet: Sheet, person: Person) -> None:
    """Draw a certificate of unemployment, as a form filled in with a pen."""
    employer = sheet.chance.choice(EMPLOYERS)
    start = sheet.day - timedelta(days=sheet.chance.randint(200, 900))
    sheet.box(20, 14, 170, 24, fill=PALE, edge=(90, 92, 98), thick=0.4)
    sheet.put(27, 31, "C4", size=34, style="B")
    sheet.put(56, 23, sheet.say("CERTIFICAT DE CHÔMAGE", "WERKLOOSHEIDSBEWIJS"), size=14, style="B")
    sheet.put(56, 29.5, sheet.say("Certificat de travail", "Arbeidsbewijs"), size=11)
    sheet.put(
        56,
        34.5,
        sheet.say(
            "À remettre au travailleur le dernier jour de travail", "Aan de werknemer te geven op de laatste werkdag"
        ),
        size=8,
        colour=GREY,
    )
    stamp(sheet, 168, 27, [f"{sheet.day:%d.%m.%Y}"], (150, 30, 40))
    parts = (
        (
            sheet.say("Rubrique I : l'employeur", "Rubriek I: de werkgever"),
            [
                (sheet.say("Dénomination", "Benaming"), employer.name(sheet)),
                (sheet.say("Adresse", "Adres"), f"{employer.street(sheet)}, {employer.town(sheet)}"),
                (sheet.say("Numéro d'entreprise", "Ondernemingsnummer"), employer.number),
            ],
        ),
        (
            sheet.say("Rubrique II : le travailleur", "Rubriek II: de werknemer"),
            [
                (sheet.say("Nom et prénom", "Naam en voornaam"), f"{person.last_name} {person.first_name}"),
                (sheet.say("N° de registre national", "Rijksregisternummer"), person.niss_written),
                (sheet.say("Adresse", "Adres"), f"{person.street}, {person.postcode} {person.town}"),
            ],
        ),
        (
            sheet.say("Rubrique III : l'occupation", "Rubriek III: de tewerkstelling"),
            [
                (sheet.say("En service du", "In dienst van"), f"{start:%d/%m/%Y}"),
                (sheet.say("au", "tot"), f"{sheet.day:%d/%m/%Y}"),
                (
                    sheet.say("Durée hebdomadaire Q / S", "Wekelijkse duur Q / S"),
                    sheet.chance.choice(("38 / 38", "19 / 38", "28,5 / 38")),
                ),
                (
                    sheet.say("Salaire brut théorique", "Theoretisch brutoloon"),
                    f"{sheet.money(sheet.chance.uniform(2070, 2600))} € / {sheet.say('mois', 'maand')}",
                ),
            ],
        ),
    )
    y = 47.0
    for title, pairs in parts:
        sheet.box(20, y, 170, 6.5, fill=(70, 74, 82), edge=None)
        sheet.put(22, y + 4.6, title, style="B", colour=(255, 255, 255))
        y += 14.5
        for label, value in pairs:
            sheet.put(24, y, label, size=9)
            sheet.rule(78, y + 1, 186, thick=0.1, colour=(120, 122, 128))
            written(sheet, 80, y, value, size=12.5)
            y += 8
        y += 1
    sheet.box(20, y, 170, 6.5, fill=(70, 74, 82), edge=None)
    sheet.put(
        22,
        y + 4.6,
        sheet.say("Rubrique IV : motif précis du chômage", "Rubriek IV: juiste oorzaak van de werkloosheid"),
        style="B",
        colour=(255, 255, 255),
    )
    reasons = sheet.say(
        "fin du contrat à durée déterminée|licenciement par l'employeur avec préavis|rupture de commun accord",
        "einde van contract van bepaalde duur|ontslag door de werkgever met opzegging|beëindiging in onderling overleg",
    ).split("|")
    ticked = sheet.chance.randrange(3)
    for index, reason in enumerate(reasons):
        line = y + 14 + index * 7
        sheet.box(24, line - 3.2, 3.6, 3.6)
        if index == ticked:
            written(sheet, 23.6, line + 0.6, "X", size=15)
        sheet.put(31, line, reason)
    y += 40
    sheet.paragraph(
        24,
        y,
        95,
        sheet.say(
            "Je déclare sur l'honneur que les données de ce certificat sont exactes et complètes.",
            "Ik verklaar op eer dat de gegevens op dit bewijs juist en volledig zijn.",
        ),
        size=9,
    )
    sheet.put(
        24, y + 16, sheet.say("Date et signature de l'employeur", "Datum en handtekening van de werkgever"), size=9
    )
    written(sheet, 24, y + 26, f"{sheet.day:%d/%m/%Y}", size=13)
    signature(sheet, 66, y + 27, 42)
    stamp(sheet, 155, y + 20, [employer.name(sheet), employer.street(sheet), employer.town(sheet)], (40, 60, 130))
    sheet.put(20, 288, "C4 - " + sheet.say("page 1/2", "blz. 1/2"), size=7, colour=GREY)


def job_seeker(sheet: Sheet, person: Person) -> None:
    """Draw an attestation of registration as a job seeker."""
    letterhead(sheet, EMPLOYMENT, subtitle=sheet.say("Antenne de Valmeir", "Kantoor Valmeir"))
    addressee(sheet, person)
    place_and_date(sheet, EMPLOYMENT)
    sheet.put(
        20,
        96,
        sheet.say("Attestation d'inscription comme demandeur d'emploi", "Attest van inschrijving als werkzoekende"),
        size=14,
        style="B",
    )
    since = sheet.day - timedelta(days=sheet.chance.randint(5, 120))
    y = sheet.paragraph(
        20,
        104,
        170,
        sheet.say(
            "Nous certifions que la personne ci-dessous est inscrite auprès de nos services.",
            "Wij bevestigen dat de persoon hieronder bij onze diensten is ingeschreven.",
        ),
        size=10.5,
    )
    sheet.box(20, y + 4, 170, 44, fill=(253, 246, 242), edge=None, round_mm=2)
    sheet.facts(
        26,
        y + 13,
        [
            (sheet.say("Nom", "Naam"), person.name),
            ("NISS" if sheet.language == "fr" else "INSZ", person.niss_written),
            (sheet.say("Numéro de dossier", "Dossiernummer"), sheet.digits(7)),
            (sheet.say("Inscrit(e) depuis le", "Ingeschreven sinds"), f"{since:%d/%m/%Y}"),
            (sheet.say("Catégorie", "Categorie"), sheet.say("Demandeur d'emploi libre", "Vrij werkzoekende")),
            (sheet.say("Valable jusqu'au", "Geldig tot"), f"{sheet.day + timedelta(days=90):%d/%m/%Y}"),
        ],
        column=55,
        size=10,
    )
    y = sheet.paragraph(
        20,
        y + 58,
        170,
        sheet.say(
            "Cette attestation est délivrée à la demande de l'intéressé(e) pour le CPAS. Elle ne vaut pas pour "
            "l'ouverture "
            "du droit aux allocations. Prévenez-nous dans les sept jours si votre situation change.",
            "Dit attest wordt op vraag van de betrokkene afgeleverd voor het OCMW. Het geldt niet voor het openen "
            "van het "
            "recht op uitkeringen. Meld ons elke wijziging van uw toestand binnen zeven dagen.",
        ),
        size=10.5,
        leading=5.4,
    )
    sheet.put(120, y + 16, sheet.say("Le conseiller emploi,", "De consulent,"))
    signature(sheet, 122, y + 32)
    stamp(sheet, 60, y + 26, [EMPLOYMENT.name(sheet), f"{sheet.day:%d/%m/%Y}"], (190, 60, 30))
    footer(sheet, EMPLOYMENT)
