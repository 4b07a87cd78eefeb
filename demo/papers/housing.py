"""Papers of housing: rent contract, rent receipt."""

from datetime import date

from demo.papers.bodies import LANDLORDS
from demo.papers.marks import signature, written
from demo.papers.sheet import GREY, Sheet
from demo.people import Person


def rent_contract(sheet: Sheet, person: Person) -> None:
    """Draw the first page of a rent contract for a main residence."""
    landlord = sheet.chance.choice(LANDLORDS)
    rent, costs = sheet.chance.randrange(620, 1050, 10), sheet.chance.randrange(60, 160, 5)
    sheet.box(20, 18, 170, 18, edge=(40, 40, 44), thick=0.5)
    sheet.put(105, 26, sheet.say("CONTRAT DE BAIL", "HUUROVEREENKOMST"), size=16, style="B", font="times", align="C")
    sheet.put(
        105,
        32,
        sheet.say("Résidence principale - durée de neuf ans", "Hoofdverblijfplaats - duur van negen jaar"),
        size=10.5,
        font="times",
        align="C",
    )
    y = 46.0
    start = date(sheet.day.year, sheet.day.month, 1)
    articles = (
        (
            sheet.say("Entre les soussignés", "Tussen de ondergetekenden"),
            sheet.say(
                f"{landlord}, ci-après le bailleur, domicilié Avenue des Tilleuls 58 à 1081 Bruxelles, et "
                f"{person.name}, né(e) "
                f"le {sheet.long_date(person.birth_date)}, n° national {person.niss_written}, ci-après le preneur, "
                "il est "
                "convenu ce qui suit.",
                f"{landlord}, hierna de verhuurder, wonende Lindenlaan 58 te 1081 Brussel, en {person.name}, "
                "geboren op "
                f"{sheet.long_date(person.birth_date)}, rijksregisternummer {person.niss_written}, hierna de "
                "huurder, wordt "
                "overeengekomen wat volgt.",
            ),
        ),
        (
            sheet.say("Article 1 - Objet", "Artikel 1 - Voorwerp"),
            sheet.say(
                f"Le bailleur donne en location un appartement d'une chambre sis {person.street}, {person.postcode} "
                f"{person.town}, deuxième étage, avec cave. Le bien est destiné à la résidence principale du preneur.",
                f"De verhuurder geeft een appartement met één slaapkamer in huur, gelegen {person.street}, "
                f"{person.postcode} "
                f"{person.town}, tweede verdieping, met kelder. Het goed dient als hoofdverblijfplaats van de huurder.",
            ),
        ),
        (
            sheet.say("Article 2 - Durée", "Artikel 2 - Duur"),
            sheet.say(
                f"Le bail est conclu pour neuf ans et prend cours le {sheet.long_date(start)}. Le preneur peut y "
                "mettre fin à "
                "tout moment par un congé de trois mois.",
                f"De huur wordt gesloten voor negen jaar en gaat in op {sheet.long_date(start)}. De huurder kan ze "
                "op elk "
                "ogenblik beëindigen met een opzegging van drie maanden.",
            ),
        ),
        (
            sheet.say("Article 3 - Loyer", "Artikel 3 - Huurprijs"),
            sheet.say(
                f"Le loyer est de {rent},00 € par mois, à payer avant le 5 du mois sur le compte {sheet.iban()}. Le "
                "loyer est "
                "lié à l'indice santé, une fois l'an à la date anniversaire.",
                f"De huurprijs bedraagt {rent},00 € per maand, te betalen vóór de 5de op rekening {sheet.iban()}. "
                "De huurprijs "
                "volgt de gezondheidsindex, eenmaal per jaar op de verjaardag.",
            ),
        ),
        (
            sheet.say("Article 4 - Charges", "Artikel 4 - Kosten"),
            sheet.say(
                f"Les charges communes sont une provision de {costs},00 € par mois. Le décompte est fait chaque "
                "année. Les "
                "abonnements d'eau, de gaz et d'électricité sont au nom du preneur.",
                f"De gemeenschappelijke kosten zijn een voorschot van {costs},00 € per maand. De afrekening gebeurt "
                "elk jaar. "
                "De contracten voor water, gas en elektriciteit staan op naam van de huurder.",
            ),
        ),
        (
            sheet.say("Article 5 - Garantie locative", "Artikel 5 - Huurwaarborg"),
            sheet.say(
                f"Le preneur constitue une garantie de deux mois de loyer, soit {2 * rent},00 €, sur un compte bloqué.",
                f"De huurder stelt een waarborg van twee maanden huur, hetzij {2 * rent},00 €, op een geblokkeerde "
                "rekening.",
            ),
        ),
        (
            sheet.say("Article 6 - État des lieux et enregistrement", "Artikel 6 - Plaatsbeschrijving en registratie"),
            sheet.say(
                "Un état des lieux contradictoire est joint au bail. Le bailleur fait enregistrer le bail dans les "
                "deux mois.",
                "Een tegensprekelijke plaatsbeschrijving is bijgevoegd. De verhuurder laat de huur binnen twee maanden "
                "registreren.",
            ),
        ),
    )
    for title, words in articles:
        sheet.put(20, y, title, size=12, style="B", font="times")
        y = sheet.paragraph(20, y + 1.8, 170, words, size=12, font="times", leading=5.5, align="J") + 7
    y = max(y + 4, 226)
    sheet.put(
        20,
        y,
        sheet.say(
            f"Fait en trois exemplaires le {sheet.long_date(sheet.day)}",
            f"Opgemaakt in drie exemplaren op {sheet.long_date(sheet.day)}",
        ),
        size=11,
        font="times",
    )
    sheet.put(20, y + 9, sheet.say("Le bailleur", "De verhuurder"), size=11, font="times")
    sheet.put(120, y + 9, sheet.say("Le preneur", "De huurder"), size=11, font="times")
    written(sheet, 20, y + 16, sheet.say("lu et approuvé", "gelezen en goedgekeurd"), size=13)
    written(sheet, 120, y + 16, sheet.say("lu et approuvé", "gelezen en goedgekeurd"), size=13, colour=(20, 20, 26))
    signature(sheet, 22, y + 30, 36)
    signature(sheet, 122, y + 30, 44, colour=(20, 20, 26))
    sheet.put(105, 288, "1 / 4", size=9, font="times", colour=GREY, align="C")


def rent_receipt(sheet: Sheet, person: Person) -> None:
    """Draw a rent receipt torn from a receipt book, filled in by hand."""
    landlord = sheet.chance.choice(LANDLORDS)
    rent = sheet.chance.randrange(620, 980, 10)
    sheet.box(0, 0, 210, 99, fill=(250, 247, 234), edge=None)
    sheet.box(8, 8, 194, 83, edge=(60, 96, 70), thick=0.6)
    sheet.box(9.5, 9.5, 191, 80, edge=(60, 96, 70), thick=0.2)
    sheet.put(
        16, 22, sheet.say("QUITTANCE DE LOYER", "HUURKWITANTIE"), size=17, style="B", font="times", colour=(40, 76, 50)
    )
    sheet.put(194, 22, f"N° {sheet.digits(4)}", size=14, font="courier", style="B", colour=(170, 40, 40), align="R")
    blanks = (
        (sheet.say("Reçu de", "Ontvangen van"), person.name),
        (sheet.say("la somme de", "de som van"), f"{rent},00 €"),
        (sheet.say("pour le loyer de", "voor de huur van"), sheet.month(sheet.day)),
        (sheet.say("logement situé", "woning gelegen"), f"{person.street}, {person.postcode} {person.town}"),
    )
    y = 35.0
    for label, value in blanks:
        sheet.put(16, y, label, size=11, font="times")
        sheet.rule(52, y + 1, 194, thick=0.15, colour=(90, 120, 96))
        written(sheet, 55, y - 0.2, value, size=15)
        y += 10
    sheet.box(16, 74, 50, 11, edge=(60, 96, 70), thick=0.4)
    written(sheet, 21, 82, f"# {rent},00 € #", size=17)
    written(sheet, 84, 82, f"{sheet.day:%d/%m/%Y}", size=14)
    sheet.put(128, 77, landlord, size=8, colour=GREY)
    signature(sheet, 130, 87, 44)
