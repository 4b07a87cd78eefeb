"""What a centre says itself, in languages that are not its own."""

from web.bilingual import in_words, told
from web.catalogues import speaking


def payslip(code: str) -> str:
    return {"fr": "Fiche de paie", "nl": "Loonfiche"}[code]


def own_term(code: str) -> str:
    return {"fr": "Bon <vélo>", "nl": "Fietsbon"}[code]


def test_the_thesaurus_is_said_in_the_language_of_the_moment() -> None:
    with speaking("nl"):
        assert told(payslip) == "Loonfiche"
    with speaking("ar"):
        assert told(payslip) == "قسيمة الراتب"
        assert in_words(payslip) == ("قسيمة الراتب", "ar")


def test_a_term_of_the_centre_is_said_in_the_official_language_and_marked() -> None:
    with speaking("ar"):
        assert told(own_term) == '<span lang="fr" dir="ltr">Bon &lt;vélo&gt;</span>'
    with speaking("ar", beside="nl"):
        assert told(own_term) == '<span lang="nl" dir="ltr">Fietsbon</span>'
    with speaking("fr"):
        assert told(own_term) == "Bon &lt;vélo&gt;"


def test_what_is_not_there_stays_away() -> None:
    for code in ("fr", "ar"):
        with speaking(code):
            assert told(lambda _: None) is None
