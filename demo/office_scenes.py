"""What lies in the demo's folders, and what its centre wrote."""

from dataclasses import dataclass

from demo.papers.bodies import CENTRE, COMMUNE, EMPLOYERS
from demo.papers.office import Written
from dossier.backfile.count_part import Part
from dossier.folders.values import Afterwards, NewFolder
from dossier.registrations.values import Direction, SentBy

_YEAR_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """A document in a folder."""

    type_code: str
    sender: str
    reference: str
    words: str
    days_ago: int
    written: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A folder of the demo."""

    keeper: str
    told: NewFolder
    lying: tuple[Lying, ...]
    closed_days_ago: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A document that the centre wrote."""

    author: str
    person: int
    type_code: str
    direction: Direction
    addressee: str
    sent_by: SentBy | None
    days_ago: int
    words: str
    written: Written


def _invoice(employer: int, number: str, amount: str, what_fr: str, what_nl: str) -> Written:
    return Written(
        body=EMPLOYERS[employer],
        title_fr=f"Facture {number}",
        title_nl=f"Factuur {number}",
        facts=(("Client", CENTRE.fr), ("Total", amount)),
        words_fr=f"{what_fr}\n\nÀ payer dans les 30 jours.",
        words_nl=f"{what_nl}\n\nTe betalen binnen 30 dagen.",
    )


_INVOICES = NewFolder(
    department_code="FIN",
    reference="FIN-2026-014",
    title="Factures de fournisseurs 2026",
    months=120,
    afterwards=Afterwards.DESTROY,
)
_OLD_BIDS = NewFolder(
    department_code="FIN",
    reference="FIN-2019-003",
    title="Offres non retenues 2019",
    months=12,
    afterwards=Afterwards.DESTROY,
)
_CANDIDATES = NewFolder(
    department_code="RH",
    reference="RH-2026-02",
    title="Candidatures: accueil",
    months=24,
    afterwards=Afterwards.DESTROY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A paper file whose parts are counted."""

    person: int
    counted_by: str
    parts: tuple[tuple[Part, int], ...]  # with their sheets


PAPER_FILE = PaperFile(person=19, counted_by="ines.moreau", parts=((Part.SOCIAL, 84), (Part.LITIGATION, 31)))
FOLDERS = (
    Kept(
        keeper="marc.lambert",
        told=_INVOICES,
        lying=(
            Lying(
                type_code="FAC_ACHAT",
                sender="NetClair Services",
                reference="2026-1187",
                words="Nettoyage, octobre",
                days_ago=12,
                written=_invoice(
                    1, "2026-1187", "1.842,50 €", "Nettoyage des bureaux, octobre.", "Schoonmaak van de kantoren."
                ),
            ),
            Lying(
                type_code="FAC_ACHAT",
                sender="Levain & Fils",
                reference="F-884",
                words="Réception du personnel",
                days_ago=4,
                written=_invoice(0, "F-884", "214,00 €", "Sandwichs, 40 personnes.", "Broodjes, 40 personen."),
            ),
            Lying(
                type_code="NOTE_CRED",
                sender="Logistra Belgium",
                reference="NC-51",
                words="Livraison incomplète",
                days_ago=2,
                written=_invoice(2, "NC-51", "-96,80 €", "Note de crédit: livraison incomplète.", "Creditnota."),
            ),
        ),
    ),
    Kept(
        keeper="marc.lambert",
        told=_OLD_BIDS,
        lying=(
            Lying(
                type_code="DIVERS",
                sender="Logistra Belgium",
                reference="O-2017-9",
                words="Déménagement, non retenu",
                days_ago=7 * _YEAR_DAYS,
                written=_invoice(2, "O-2017-9", "3.200,00 €", "Offre: déménagement.", "Offerte: verhuis."),
            ),
        ),
        closed_days_ago=6 * _YEAR_DAYS,
    ),
    Kept(
        keeper="isabelle.renard",
        told=_CANDIDATES,
        lying=(
            Lying(
                type_code="PERS_CAND",
                sender="Commune de Valmeir",
                reference="",
                words="Réserve de recrutement",
                days_ago=8,
                written=Written(
                    body=COMMUNE,
                    title_fr="Réserve de recrutement",
                    title_nl="Wervingsreserve",
                    facts=(),
                    words_fr="Vous trouverez ci-joint la liste des candidats à un poste d'accueil.",
                    words_nl="Hierbij de lijst van kandidaten voor een functie aan het onthaal.",
                ),
            ),
        ),
    ),
)
WRITTEN = (
    Registered(
        author="nadia.benali",
        person=0,
        type_code="CPAS_DECI",
        direction=Direction.OUTGOING,
        addressee="",
        sent_by=SentBy.REGISTERED,
        days_ago=6,
        words="",
        written=Written(
            body=CENTRE,
            title_fr="Décision",
            title_nl="Beslissing",
            facts=(("Séance", "Comité spécial"),),
            words_fr="Le comité accorde le revenu d'intégration. Un recours est possible dans les trois mois.",
            words_nl="Het comité kent het leefloon toe. U kunt binnen drie maanden beroep instellen.",
        ),
    ),
    Registered(
        author="olivier.marchal",
        person=3,
        type_code="CPAS_RAPP",
        direction=Direction.INTERNAL,
        addressee="Comité spécial",
        sent_by=None,
        days_ago=3,
        words="",
        written=Written(
            body=CENTRE,
            title_fr="Rapport social",
            title_nl="Sociaal verslag",
            facts=(),
            words_fr="Visite à domicile. La situation du ménage est décrite ci-dessous.",
            words_nl="Huisbezoek. De situatie van het gezin staat hieronder.",
        ),
    ),
    Registered(
        author="nadia.benali",
        person=0,
        type_code="CPAS_LETT",
        direction=Direction.OUTGOING,
        addressee="Agence du Midi",
        sent_by=SentBy.POST,
        days_ago=1,
        words="",
        written=Written(
            body=CENTRE,
            title_fr="Garantie locative",
            title_nl="Huurwaarborg",
            facts=(),
            words_fr="Nous confirmons que le CPAS intervient dans la garantie locative.",
            words_nl="Wij bevestigen dat het OCMW tussenkomt in de huurwaarborg.",
        ),
    ),
)
