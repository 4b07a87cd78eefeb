"""Who the forty are, and who lives with whom: the facts that the lists are made from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Bis = Literal[0, 20, 40]


@dataclass(frozen=True)
class Member:
    """One person of a household."""

    last_name: str
    first_name: str
    gender: Literal["f", "m"]
    birth_date: date
    role: Literal["holder", "partner", "child", "other"] = "holder"
    bis: Bis = 0
    """What a bis number adds to the month: 20 while the sex was not known, 40 where it was; 0 if registered."""


@dataclass(frozen=True, kw_only=True)
class Household:
    """A social file: its members, where they live, and who in the centre follows them."""

    members: tuple[Member, ...]
    language: Literal["fr", "nl"]
    home: tuple[str, str, str]
    """Street and number, postcode, town."""
    department: str
    worker: str
    opened_on: date
    digital_since: date | None = None
    status: Literal["open", "closed"] = "open"


def _alone(
    last: str, first: str, gender: Literal["f", "m"], born: tuple[int, int, int], bis: Bis = 0
) -> tuple[Member, ...]:
    return (Member(last, first, gender, date(*born), bis=bis),)


def _member(
    last: str,
    first: str,
    gender: Literal["f", "m"],
    born: tuple[int, int, int],
    role: Literal["partner", "child", "other"],
) -> Member:
    return Member(last, first, gender, date(*born), role)


_LAUNCH = date(2026, 1, 5)
"""Since then, new files of the departments that went first are digital only."""

HOUSEHOLDS: tuple[Household, ...] = (
    Household(members=(
        *_alone("El Amrani", "Samira", "f", (1988, 4, 17)),
        _member("El Amrani", "Yassin", "m", (2011, 9, 2), "child"),
        _member("El Amrani", "Lina", "f", (2016, 1, 25), "child"),
    ), language="fr", home=("Rue du Puits 14 bte 3", "1075", "Valmeir"), department="AS", worker="nadia.benali",
        opened_on=date(2021, 3, 8), digital_since=_LAUNCH),
    Household(members=_alone("De Cuyper", "Jan", "m", (1961, 7, 31)), language="nl",
        home=("Hopstraat 3", "1075", "Valmeir"), department="AS", worker="wim.claes", opened_on=date(2018, 10, 15)),
    Household(members=(
        *_alone("Yıldız", "Mehmet", "m", (1979, 2, 11)),
        _member("Çelik", "Ayşe", "f", (1983, 12, 5), "partner"),
        _member("Yıldız", "Emre", "m", (2008, 6, 19), "child"),
    ), language="fr", home=("Chaussée du Moulin 77", "1080", "Bruxelles"), department="AS", worker="nadia.benali",
        opened_on=date(2023, 9, 4), digital_since=_LAUNCH),
    Household(members=_alone("Dubois", "Marie-Claire", "f", (1947, 11, 23)), language="fr",
        home=("Avenue des Tilleuls 58", "1075", "Valmeir"), department="PA", worker="chantal.remy",
        opened_on=date(2015, 5, 20)),
    Household(members=(
        *_alone("Nkulu Ilunga", "Grâce", "f", (1994, 8, 9)),
        _member("Nkulu Ilunga", "Exaucé", "m", (2019, 3, 14), "child"),
        _member("Nkulu Ilunga", "Merveille", "f", (2022, 5, 31), "child"),
    ), language="fr", home=("Rue de la Fontaine 31", "1075", "Valmeir"), department="AS", worker="olivier.marchal",
        opened_on=date(2024, 2, 12), digital_since=_LAUNCH),
    Household(members=_alone("Haddad", "Bilal", "m", (2003, 5, 28)), language="fr",
        home=("Quai des Péniches 9 bte 12", "1000", "Bruxelles"), department="ISP", worker="elke.peeters",
        opened_on=date(2025, 10, 1), digital_since=_LAUNCH),
    Household(members=_alone("Van den Broeck", "Griet", "f", (1952, 1, 3)), language="nl",
        home=("Kanaalstraat 112", "1000", "Brussel"), department="PA", worker="chantal.remy",
        opened_on=date(2019, 1, 21)),
    Household(members=(
        *_alone("Popescu", "Ionuț", "m", (1990, 10, 30), 40),
        _member("Popescu", "Elena", "f", (1992, 6, 8), "partner"),
    ), language="fr", home=("Rue des Écoliers 4", "1075", "Valmeir"), department="ENE", worker="pieter.maes",
        opened_on=date(2025, 1, 13), digital_since=_LAUNCH),
    Household(members=_alone("Tesfay", "Biniam", "m", (1999, 1, 1), 20), language="fr",
        home=("Boulevard de l'Écluse 140", "1130", "Bruxelles"), department="AS", worker="olivier.marchal",
        opened_on=date(2026, 2, 23), digital_since=date(2026, 2, 23)),
    Household(members=_alone("Peeters", "Kevin", "m", (1985, 3, 16)), language="nl",
        home=("Molensteenweg 201", "1080", "Brussel"), department="JUR", worker="sofie.devos",
        opened_on=date(2022, 6, 7),
        digital_since=date(2025, 11, 3)),
    Household(members=(
        *_alone("Lambert", "Christophe", "m", (1976, 9, 12)),
        _member("Lambert", "Zoé", "f", (2009, 4, 4), "child"),
    ), language="fr", home=("Rue du Marché-aux-Herbes 6", "1075", "Valmeir"), department="ENE", worker="pieter.maes",
        opened_on=date(2020, 11, 9)),
    Household(members=_alone("Kowalska", "Agnieszka", "f", (1971, 7, 7)), language="fr",
        home=("Avenue du Verger 15", "1075", "Valmeir"), department="AS", worker="nadia.benali",
        opened_on=date(2017, 4, 3)),
    Household(members=_alone("Al-Rashid", "Nour", "f", (1997, 12, 19), 40), language="fr",
        home=("Rue du Canal 85 bte 2", "1000", "Bruxelles"), department="AS", worker="olivier.marchal",
        opened_on=date(2026, 1, 19), digital_since=date(2026, 1, 19)),
    Household(members=_alone("Willems", "Lieve", "f", (1958, 5, 2)), language="nl",
        home=("Lindestraat 40", "1075", "Valmeir"), department="AS", worker="wim.claes", opened_on=date(2016, 9, 26)),
    Household(members=_alone("Diallo", "Mamadou", "m", (2001, 2, 14)), language="fr",
        home=("Rue des Balançoires 22", "1050", "Bruxelles"), department="ISP", worker="elke.peeters",
        opened_on=date(2024, 9, 16), digital_since=_LAUNCH),
    Household(members=_alone("Rossi", "Giuseppe", "m", (1943, 8, 15)), language="fr",
        home=("Rue de la Balance 19", "1075", "Valmeir"), department="PA", worker="chantal.remy",
        opened_on=date(2012, 2, 6)),
    Household(members=(
        *_alone("Janssens", "Sarah", "f", (1991, 11, 11)),
        _member("Okonkwo", "Chidi", "m", (1989, 7, 22), "partner"),
        _member("Okonkwo", "Amara", "f", (2021, 10, 6), "child"),
    ), language="nl", home=("Scholierenstraat 7 bus 1", "1075", "Valmeir"), department="AS", worker="wim.claes",
        opened_on=date(2025, 6, 30), digital_since=_LAUNCH),
    Household(members=_alone("Mertens", "Dirk", "m", (1969, 12, 24)), language="nl",
        home=("Akenkaai 64", "1000", "Brussel"), department="JUR", worker="sofie.devos", opened_on=date(2021, 8, 17),
        digital_since=date(2025, 11, 3)),
    Household(members=_alone("Benkirane", "Fatima", "f", (1956, 6, 1)), language="fr",
        home=("Rue du Tilleul 2", "1075", "Valmeir"), department="PA", worker="chantal.remy",
        opened_on=date(2022, 3, 28)),
    Household(members=_alone("Nguyen", "Thi Lan", "f", (1982, 2, 27)), language="fr",
        home=("Esplanade 3 bte 41", "1075", "Valmeir"), department="ENE", worker="pieter.maes",
        opened_on=date(2023, 12, 11), digital_since=_LAUNCH),
    Household(members=_alone("Lejeune", "Thomas", "m", (2004, 10, 13)), language="fr",
        home=("Boulevard des Ateliers 55", "1000", "Bruxelles"), department="ISP", worker="elke.peeters",
        opened_on=date(2026, 9, 21), digital_since=date(2026, 9, 21)),
    Household(members=_alone("Hoxha", "Arben", "m", (1974, 4, 20), 40), language="fr",
        home=("Avenue du Réverbère 8", "1140", "Bruxelles"), department="AS", worker="olivier.marchal",
        opened_on=date(2024, 5, 6), digital_since=_LAUNCH),
    Household(members=_alone("Verstraete", "Hilde", "f", (1965, 9, 29)), language="nl",
        home=("Fonteinstraat 50", "1075", "Valmeir"), department="AS", worker="wim.claes",
        opened_on=date(2014, 11, 24)),
    Household(members=_alone("Fernandes", "Luís", "m", (1987, 1, 8)), language="fr",
        home=("Place du Marronnier 11", "1075", "Valmeir"), department="AS", worker="nadia.benali",
        opened_on=date(2019, 7, 1), status="closed"),
    Household(members=(
        *_alone("Leroy", "Jacqueline", "f", (1949, 3, 30)),
        _member("Leroy", "Robert", "m", (1946, 10, 17), "partner"),
    ), language="fr", home=("Avenue des Platanes 70", "1060", "Bruxelles"), department="PA", worker="chantal.remy",
        opened_on=date(2020, 1, 27)),
    Household(members=_alone("Omar", "Hodan", "f", (2000, 1, 1), 20), language="nl",
        home=("Lantaarnlaan 16", "1140", "Brussel"), department="AS", worker="wim.claes", opened_on=date(2026, 4, 13),
        digital_since=date(2026, 4, 13)),
    Household(members=(
        *_alone("Martin", "Aurélie", "f", (1995, 5, 5)),
        _member("Martin", "Léo", "m", (2018, 8, 18), "child"),
    ), language="fr", home=("Rue de la Fontaine 90 bte 6", "1075", "Valmeir"), department="JUR", worker="sofie.devos",
        opened_on=date(2025, 8, 25), digital_since=_LAUNCH),
    Household(members=_alone("Claeys", "Bart", "m", (1993, 6, 26)), language="nl",
        home=("Sluislaan 12", "1130", "Brussel"), department="AS", worker="wim.claes", opened_on=date(2018, 2, 19),
        status="closed"),
)  # fmt: skip
"""Streets, numbers and people are made up; Valmeir (1075) is no commune."""
