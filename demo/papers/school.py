"""Papers of school: the attestation of enrolment."""

from demo.papers.bodies import SCHOOL
from demo.papers.letterhead import footer, letterhead
from demo.papers.marks import signature, stamp
from demo.papers.sheet import Sheet
from demo.people import Person


def enrolment(sheet: Sheet, person: Person) -> None:
    """Draw a school's attestation that a pupil attends."""
    letterhead(
        sheet,
        SCHOOL,
        subtitle=sheet.say("Enseignement secondaire et de promotion sociale", "Secundair en volwassenenonderwijs"),
    )
    first = sheet.day.year if sheet.day.month >= 8 else sheet.day.year - 1  # noqa: PLR2004 - August opens the year
    sheet.put(
        105,
        58,
        sheet.say("ATTESTATION DE FRÉQUENTATION SCOLAIRE", "ATTEST VAN SCHOOLBEZOEK"),
        size=15,
        style="B",
        align="C",
    )
    sheet.put(
        105,
        65,
        sheet.say("Année scolaire ", "Schooljaar ") + f"{first}-{first + 1}",
        size=12,
        align="C",
        colour=SCHOOL.colour,
    )
    y = sheet.paragraph(
        20,
        82,
        170,
        sheet.say(
            "Je soussigné(e), chef d'établissement, atteste que l'élève :",
            "Ondergetekende, schoolhoofd, bevestigt dat de leerling:",
        ),
        size=11,
    )
    course = sheet.chance.choice(
        (
            sheet.say("7e professionnelle - aide-soignant", "7de beroeps - zorgkundige"),
            sheet.say("6e technique - électricité", "6de technisch - elektriciteit"),
            sheet.say("Bachelier en comptabilité, 1re année", "Graduaat boekhouden, 1ste jaar"),
        )
    )
    sheet.box(20, y + 5, 170, 47, fill=(240, 245, 253), edge=(170, 190, 224), round_mm=2)
    sheet.facts(
        28,
        y + 15,
        [
            (sheet.say("Nom et prénom", "Naam en voornaam"), person.name),
            (sheet.say("Date de naissance", "Geboortedatum"), f"{person.birth_date:%d/%m/%Y}"),
            (sheet.say("Registre national", "Rijksregister"), person.niss_written),
            (sheet.say("Classe", "Klas"), course),
            (sheet.say("Matricule", "Stamnummer"), sheet.digits(8)),
            (sheet.say("Heures par semaine", "Uren per week"), sheet.chance.choice(("28", "32", "34"))),
        ],
        column=52,
        size=10.5,
    )
    rows = [
        (
            sheet.say("1er trimestre", "1ste trimester"),
            str(sheet.chance.randint(48, 66)),
            str(sheet.chance.randint(0, 5)),
        ),
        (
            sheet.say("2e trimestre", "2de trimester"),
            str(sheet.chance.randint(40, 60)),
            str(sheet.chance.randint(0, 9)),
        ),
    ]
    head = (
        sheet.say("Présence", "Aanwezigheid"),
        sheet.say("Jours de cours", "Lesdagen"),
        sheet.say("Absences", "Afwezig"),
    )
    y = sheet.ledger(
        20, y + 60, (90, 40, 40), head, rows, aligns="LCC", row=8, size=10, grid=True, tint=(222, 232, 250)
    )
    y = sheet.paragraph(
        20,
        y + 8,
        170,
        sheet.say(
            "est régulièrement inscrit(e) et fréquente les cours avec assiduité. Attestation délivrée pour le CPAS.",
            "regelmatig is ingeschreven en de lessen trouw volgt. Attest afgeleverd voor het OCMW.",
        ),
        size=11,
        leading=5.6,
    )
    place = SCHOOL.town(sheet).split(" ", 1)[1]
    sheet.put(
        115, y + 18, sheet.say(f"{place}, le {sheet.long_date(sheet.day)}", f"{place}, {sheet.long_date(sheet.day)}")
    )
    sheet.put(115, y + 24, sheet.say("La direction", "De directie"))
    stamp(
        sheet,
        65,
        y + 34,
        [SCHOOL.name(sheet), "SECRÉTARIAT" if sheet.language == "fr" else "SECRETARIAAT", "1075"],
        SCHOOL.colour,
        round_=True,
    )
    signature(sheet, 117, y + 42)
    footer(sheet, SCHOOL)
