"""Papers of the centre itself: the letter with a code by which a beneficiary signs in, the signed request for help."""

from demo.papers.bodies import CENTRE
from demo.papers.letterhead import addressee, footer, greeting, letterhead, place_and_date
from demo.papers.marks import qr, signature, stamp, written
from demo.papers.sheet import GREY, Sheet
from demo.people import Person


def access_letter(sheet: Sheet, person: Person, url: str) -> None:
    """Draw the letter that invites a beneficiary to hand in papers, with `url` as a QR code of 46 mm."""
    letterhead(sheet, CENTRE, subtitle=sheet.say("Service social", "Sociale dienst"))
    addressee(sheet, person)
    place_and_date(sheet, CENTRE)
    sheet.put(
        20,
        98,
        sheet.say("Donnez vos documents sans attendre", "Geef uw documenten zonder te wachten"),
        size=16,
        style="B",
        colour=CENTRE.colour,
    )
    y = sheet.paragraph(
        20,
        106,
        170,
        greeting(sheet, person)
        + "\n\n"
        + sheet.say(
            "Vous pouvez maintenant donner vos documents avec votre téléphone ou à la borne de notre accueil. Vous "
            "gardez "
            "vos papiers. Vous recevez une preuve tout de suite.",
            "U kunt uw documenten nu geven met uw telefoon of aan de zuil aan ons onthaal. U houdt uw papieren. U "
            "krijgt meteen "
            "een bewijs.",
        ),
        size=12,
        leading=6.2,
    )
    sheet.box(20, y + 7, 170, 66, fill=(238, 246, 243), edge=CENTRE.colour, thick=0.4, round_mm=3)
    sheet.box(28, y + 12, 56, 56, fill=(255, 255, 255), edge=None, round_mm=2)
    qr(sheet, 33, y + 17, 46, url)
    steps = (
        sheet.say(
            "Montrez ce code à la borne,|ou visez-le avec votre téléphone.",
            "Toon deze code aan de zuil,|of richt uw telefoon erop.",
        ),
        sheet.say("Donnez votre date de naissance.", "Geef uw geboortedatum."),
        sheet.say("Prenez vos papiers en photo.", "Maak foto's van uw papieren."),
    )
    line = y + 21
    for index, words in enumerate(steps):
        sheet.set_fill_color(*CENTRE.colour)
        sheet.circle(97, line - 1.5, 3.6, style="F")
        sheet.put(97, line, str(index + 1), size=11, style="B", colour=(255, 255, 255), align="C")
        line = sheet.lines(104, line, words.split("|"), size=12, leading=6.4) + 9
    y = sheet.paragraph(
        20,
        y + 82,
        170,
        sheet.say(
            "Ce code est personnel : ne le donnez à personne. Besoin d'aide ? Venez à l'accueil, du lundi au "
            "vendredi de 8 h 30 à "
            "12 h, ou appelez le 02 990 12 00.",
            "Deze code is persoonlijk: geef hem aan niemand. Hulp nodig? Kom naar het onthaal, van maandag tot "
            "vrijdag van 8.30 tot "
            "12 uur, of bel 02 990 12 00.",
        ),
        size=12,
        leading=6.2,
    )
    sheet.put(120, y + 14, sheet.say("Votre service social", "Uw sociale dienst"), size=11)
    signature(sheet, 122, y + 30)
    footer(sheet, CENTRE)


def help_request(sheet: Sheet, person: Person) -> None:
    """Draw a signed request for help with its declaration of means, filled in with a pen."""
    letterhead(
        sheet, CENTRE, subtitle=sheet.say("Formulaire à remettre à l'accueil", "Formulier af te geven aan het onthaal")
    )
    stamp(sheet, 165, 24, [sheet.say("REÇU LE", "ONTVANGEN"), f"{sheet.day:%d.%m.%Y}"], (150, 30, 40))
    sheet.put(
        20,
        46,
        sheet.say("Demande d'aide et déclaration de ressources", "Hulpaanvraag en inkomensverklaring"),
        size=15,
        style="B",
    )
    y = 60.0
    pairs = (
        (sheet.say("Nom et prénom", "Naam en voornaam"), person.name),
        (sheet.say("Né(e) le", "Geboren op"), f"{person.birth_date:%d/%m/%Y}"),
        (sheet.say("N° national", "Rijksregisternr."), person.niss_written),
        (sheet.say("Adresse", "Adres"), f"{person.street}, {person.postcode} {person.town}"),
        (sheet.say("Téléphone", "Telefoon"), person.phone),
    )
    for label, value in pairs:
        sheet.put(20, y, label, size=10)
        sheet.rule(60, y + 1.2, 190, thick=0.12, colour=(130, 132, 138))
        written(sheet, 63, y - 0.2, value, size=14.5)
        y += 9.5
    sheet.put(20, y + 5, sheet.say("Je demande", "Ik vraag"), size=11, style="B", colour=CENTRE.colour)
    wishes = sheet.say(
        "le revenu d'intégration|une aide pour le loyer|une aide pour l'énergie|une carte médicale",
        "het leefloon|hulp voor de huur|hulp voor energie|een medische kaart",
    ).split("|")
    ticked = set(sheet.chance.sample(range(4), 2))
    for index, wish in enumerate(wishes):
        x, line = 20 + 85 * (index % 2), y + 10 + 8 * (index // 2)
        sheet.box(x, line, 4, 4)
        if index in ticked:
            written(sheet, x - 0.2, line + 4.3, "X", size=16)
        sheet.put(x + 7, line + 3.3, wish, size=10.5)
    y += 34
    head = (
        sheet.say("Ressources du ménage", "Inkomsten van het gezin"),
        sheet.say("Qui ?", "Wie?"),
        sheet.say("€ par mois", "€ per maand"),
    )
    labels = sheet.say(
        "Salaire|Chômage|Mutuelle|Pension|Allocations familiales|Autre",
        "Loon|Werkloosheid|Ziekenfonds|Pensioen|Kinderbijslag|Andere",
    )
    sheet.ledger(
        20,
        y,
        (80, 50, 40),
        head,
        [(label, "", "") for label in labels.split("|")],
        row=9,
        size=10,
        grid=True,
        tint=(224, 240, 234),
    )
    line = sheet.chance.randrange(6)
    written(sheet, 103, y + 15.2 + 9 * line, person.first_name, size=14)
    written(sheet, 160, y + 15.2 + 9 * line, sheet.money(sheet.chance.randint(180, 1240)), size=14)
    y += 76
    y = sheet.paragraph(
        20,
        y,
        170,
        sheet.say(
            "Je déclare que tout est vrai et complet. Je préviens le centre si ma situation change.",
            "Ik verklaar dat alles juist en volledig is. Ik verwittig het centrum als mijn situatie verandert.",
        ),
        size=10.5,
    )
    written(sheet, 22, y + 14, f"Valmeir, {sheet.day:%d/%m/%Y}", size=14.5)
    signature(sheet, 122, y + 16, 46)
    sheet.put(122, y + 24, sheet.say("Signature du demandeur", "Handtekening van de aanvrager"), size=8, colour=GREY)
    footer(sheet, CENTRE)
