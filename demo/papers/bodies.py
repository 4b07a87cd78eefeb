"""Invented bodies and people that send papers."""

from dataclasses import dataclass

from demo.papers.logos import Shape
from demo.papers.sheet import Colour, Sheet


@dataclass(frozen=True, kw_only=True)
class Body:
    """A sender who does not exist."""

    fr: str
    nl: str
    street_fr: str
    street_nl: str
    town_fr: str
    town_nl: str
    shape: Shape
    colour: Colour
    number: str
    """Enterprise number, made up."""

    def name(self, sheet: Sheet) -> str:
        """Return its name in the sheet's language."""
        return sheet.say(self.fr, self.nl)

    def street(self, sheet: Sheet) -> str:
        """Return its street and number in the sheet's language."""
        return sheet.say(self.street_fr, self.street_nl)

    def town(self, sheet: Sheet) -> str:
        """Return its postcode and town in the sheet's language."""
        return sheet.say(self.town_fr, self.town_nl)


LANDLORDS = ("Vandenbroeck Luc", "Lambert Christiane", "Peeters-Maes Hilde", "Özdemir Kemal", "Dumont Immo SRL")

COMMUNE = Body(
    fr="Commune de Valmeir",
    nl="Gemeente Valmeir",
    street_fr="Place du Marronnier 1",
    street_nl="Kastanjeplein 1",
    town_fr="1075 Valmeir",
    town_nl="1075 Valmeir",
    shape="house",
    colour=(126, 42, 38),
    number="0207.990.113",
)
CENTRE = Body(
    fr="CPAS de Valmeir",
    nl="OCMW van Valmeir",
    street_fr="Rue de la Fontaine 12",
    street_nl="Fonteinstraat 12",
    town_fr="1075 Valmeir",
    town_nl="1075 Valmeir",
    shape="ring",
    colour=(24, 92, 84),
    number="0212.990.327",
)
EMPLOYERS = (
    Body(
        fr="Boulangerie Levain & Fils SRL",
        nl="Bakkerij Levain & Zonen BV",
        street_fr="Chaussée du Moulin 214",
        street_nl="Molensteenweg 214",
        town_fr="1080 Bruxelles",
        town_nl="1080 Brussel",
        shape="sun",
        colour=(160, 92, 20),
        number="0790.114.208",
    ),
    Body(
        fr="NetClair Services SA",
        nl="NetClair Services NV",
        street_fr="Quai des Péniches 31",
        street_nl="Akenkaai 31",
        town_fr="1000 Bruxelles",
        town_nl="1000 Brussel",
        shape="wave",
        colour=(18, 96, 140),
        number="0790.332.671",
    ),
    Body(
        fr="Logistra Belgium SA",
        nl="Logistra Belgium NV",
        street_fr="Boulevard de l'Écluse 88",
        street_nl="Sluislaan 88",
        town_fr="1130 Bruxelles",
        town_nl="1130 Brussel",
        shape="bars",
        colour=(178, 40, 44),
        number="0790.507.934",
    ),
)
BANK = Body(
    fr="Banque du Midi",
    nl="Zuidbank",
    street_fr="Avenue des Platanes 5",
    street_nl="Platanenlaan 5",
    town_fr="1060 Bruxelles",
    town_nl="1060 Brussel",
    shape="bars",
    colour=(12, 58, 110),
    number="0790.221.045",
)
PENSIONS = Body(
    fr="Office des Pensions du Centre",
    nl="Pensioenkantoor Centrum",
    street_fr="Tour Horizon, Esplanade 1",
    street_nl="Horizontoren, Esplanade 1",
    town_fr="1065 Bruxelles",
    town_nl="1065 Brussel",
    shape="sun",
    colour=(92, 48, 120),
    number="0790.640.118",
)
MUTUAL = Body(
    fr="Mutualité Fraternelle-Nord 199",
    nl="Ziekenfonds Noordzorg 199",
    street_fr="Rue du Canal 77",
    street_nl="Kanaalstraat 77",
    town_fr="1000 Bruxelles",
    town_nl="1000 Brussel",
    shape="cross",
    colour=(196, 52, 92),
    number="0790.415.922",
)
CHILD_FUND = Body(
    fr="Kidélia allocations familiales",
    nl="Kidelia kinderbijslag",
    street_fr="Rue des Balançoires 9",
    street_nl="Schommelstraat 9",
    town_fr="1050 Bruxelles",
    town_nl="1050 Brussel",
    shape="leaf",
    colour=(226, 110, 20),
    number="0790.713.550",
)
ENERGY = Body(
    fr="Lumeo Énergie",
    nl="Lumeo Energie",
    street_fr="Avenue du Réverbère 40",
    street_nl="Lantaarnlaan 40",
    town_fr="1140 Bruxelles",
    town_nl="1140 Brussel",
    shape="bolt",
    colour=(8, 122, 92),
    number="0790.808.416",
)
SCHOOL = Body(
    fr="Institut des Marronniers",
    nl="Atheneum De Kastanje",
    street_fr="Rue des Écoliers 23",
    street_nl="Scholierenstraat 23",
    town_fr="1075 Valmeir",
    town_nl="1075 Valmeir",
    shape="leaf",
    colour=(28, 74, 150),
    number="0790.156.733",
)
EMPLOYMENT = Body(
    fr="Bureau bruxellois de l'Emploi",
    nl="Brussels Bureau voor Werk",
    street_fr="Boulevard des Ateliers 14",
    street_nl="Ateliersboulevard 14",
    town_fr="1000 Bruxelles",
    town_nl="1000 Brussel",
    shape="ring",
    colour=(200, 60, 20),
    number="0790.264.907",
)
COURT = Body(
    fr="Justice de paix du canton de Valmeir",
    nl="Vredegerecht van het kanton Valmeir",
    street_fr="Rue de la Balance 3",
    street_nl="Weegschaalstraat 3",
    town_fr="1075 Valmeir",
    town_nl="1075 Valmeir",
    shape="scale",
    colour=(30, 34, 60),
    number="0308.990.064",
)
BAILIFF = Body(
    fr="Étude Verhulst & Delcour",
    nl="Kantoor Verhulst & Delcour",
    street_fr="Avenue du Sceau 101 bte 4",
    street_nl="Zegellaan 101 bus 4",
    town_fr="1180 Bruxelles",
    town_nl="1180 Brussel",
    shape="scale",
    colour=(96, 70, 20),
    number="0790.990.286",
)
