"""The thesaurus goes out and comes back unchanged, in each format; a hostile file gets a sentence and nothing else."""

import csv
import io
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.database.actor import Actor
from dossier.errors import Refused
from dossier.people.import_.sheet import SheetNotText, SheetWrongHeading
from dossier.resources import Resources
from dossier.thesaurus import seed, skos
from dossier.thesaurus.approve import approve
from dossier.thesaurus.content import Asked, Change, RetentionRule, SignalRule, TermContent
from dossier.thesaurus.errors import NothingChanges, NotYoursToDecide
from dossier.thesaurus.example import keep_example
from dossier.thesaurus.exchange import (
    IMPORT_MAX_BYTES,
    Format,
    ListTooLarge,
    PictureElsewhere,
    Plan,
    TooManyTerms,
    plan,
)
from dossier.thesaurus.export import sheet_text
from dossier.thesaurus.import_terms import import_terms
from dossier.thesaurus.proposals import Kind, batch, proposals
from dossier.thesaurus.sheet import COLUMNS, CellFormula, cells_of, content_of, unguarded, written
from dossier.thesaurus.skos_in import NotSkos, RemoteContext
from dossier.thesaurus.tree import term
from tests.support.deposits import pdf
from tests.support.terms import change_term, member, retire_term, two_administrators

pytestmark = pytest.mark.people

RICH = {
    "description_fr": 'Ce que l’employeur remet « chaque » mois; "tel quel"\nsur deux lignes',
    "description_nl": "Wat de werkgever elke maand geeft",
    "plain_fr": "Le papier de votre employeur.",
    "plain_nl": "Het papier van uw werkgever.",
    "keywords_fr": ("paie", "=1+1", "bulletin"),
    "departments": ("FIN", "AS", "JUR"),
    "asks": (Asked.DOCUMENT_DATE, Asked.WORDS),
    "signal_rules": (
        SignalRule(department="AS", urgency=1, deadline_working_days=5, note="-1 jour"),
        SignalRule(department="AS", situation="minors", moment="capture", urgency=4),
        SignalRule(department="AS", circuit="post", urgency=4, deadline_hours=4),
        SignalRule(department="JUR", moment="capture", urgency=0),
    ),
    "retention": RetentionRule(counted_from="file_closed", months=120, afterwards="archive", note="à confirmer"),
    "authentic_source": "",
    "validity_days": None,
}


async def written_as(actor: Actor, form: Format) -> bytes:
    if form is Format.CSV:
        return (await sheet_text(actor)).encode()
    graph = await skos.graph(actor)
    return (skos.turtle(graph) if form is Format.TURTLE else skos.json_ld(graph)).encode()


def of(found: Plan) -> tuple[list[str], list[str], list[str]]:
    """Return what a plan would change, by code: new, changed, missing."""
    return (
        [each.code for each in found.new],
        [each.code for each in found.changed],
        [each.code for each in found.missing],
    )


async def test_a_first_thesaurus_goes_out_as_it_came_in(centre_id: UUID) -> None:
    actor = await member(centre_id, "rachid.lahlou")
    came = list(csv.DictReader(io.StringIO((seed.HERE / "seed.csv").read_text())))
    went = list(csv.DictReader(io.StringIO(await sheet_text(actor))))
    assert sorted(went, key=lambda line: line["code"]) == sorted(came, key=lambda line: line["code"])
    assert list(went[0]) == list(COLUMNS)


@pytest.mark.parametrize("form", Format)
async def test_what_goes_out_comes_back_without_change(centre_id: UUID, form: Format) -> None:
    await change_term(centre_id, "REV_PAIE", **RICH)
    await retire_term(centre_id, "LOG_CONGE")
    await retire_term(centre_id, "LOG_GARL", into_code="LOG_LOYER")
    actor = await member(centre_id, "rachid.lahlou")
    data = await written_as(actor, form)
    found = await plan(actor, form, data)
    assert found.wrongs == ()
    assert of(found) == ([], [], [])
    assert found.unchanged_count == 62
    with pytest.raises(NothingChanges):
        await import_terms(actor, form, data)


@pytest.mark.parametrize("form", [Format.TURTLE, Format.JSON_LD])
async def test_skos_carries_all_of_a_term_into_another_centre(centre_id: UUID, form: Format) -> None:
    """All but the picture, which is kept here: the term as the file says it, where this centre said less."""
    before = (await term(await member(centre_id, "rachid.lahlou"), "REV_PAIE")).newest.content
    await change_term(centre_id, "REV_PAIE", **RICH)
    actor = await member(centre_id, "rachid.lahlou")
    data = await written_as(actor, form)
    await change_term(centre_id, "REV_PAIE", **{name: getattr(before, name) for name in RICH}, label_nl="Loonstrook")
    (changed,) = (await plan(actor, form, data)).changed
    assert replace(changed.content, keywords_fr=()) == replace(before, **{**RICH, "keywords_fr": ()})  # type: ignore[arg-type]
    assert set(changed.content.keywords_fr) == set(RICH["keywords_fr"])  # type: ignore[call-overload]


@pytest.mark.parametrize("form", [Format.TURTLE, Format.JSON_LD])
async def test_a_picture_goes_out_as_a_link_and_is_found_again(
    resources: Resources, centre_id: UUID, tmp_path: Path, form: Format
) -> None:
    spoc, actor = await member(centre_id, "olivier.marchal"), await member(centre_id, "rachid.lahlou")
    pictures = []
    for code, words in (("REV_PAIE", "one"), ("REV_PAIE", "two"), ("FAM_COMP", "three")):
        file = tmp_path / f"{words}.pdf"
        file.write_bytes(pdf(words))
        pictures.append(
            await keep_example(resources.box, resources.vault, spoc, code, file, resources.settings.scratch_dir)
        )
    first, second, another_term_s = pictures
    await change_term(centre_id, "REV_PAIE", example_id=first)
    data = await written_as(actor, form)
    assert f"../examples/{first}".encode() in data
    await change_term(centre_id, "REV_PAIE", example_id=second)
    (changed,) = (await plan(actor, form, data)).changed
    assert changed.changes == (Change(field="example_id", before=second, after=first),)
    for elsewhere in (f"../examples/{another_term_s}", f"../examples/{UUID(int=1)}", "http://evil.example/picture.png"):
        found = await plan(actor, form, data.replace(f"../examples/{first}".encode(), elsewhere.encode()))
        assert of(found) == ([], [], [])
        assert [(each.place, type(each.error)) for each in found.wrongs] == [("REV_PAIE", PictureElsewhere)]


async def test_an_import_is_one_batch_that_another_person_approves(centre_id: UUID) -> None:
    proposer, approver = await two_administrators(centre_id)
    lines = (await sheet_text(proposer)).splitlines()
    lines = [each.replace("Fiche de paie", "Fiche de salaire") for each in lines if not each.startswith("LOG_CONGE")]
    new = "VIE_STADE,Carte de stade,Stadionkaart,VIE,30,,AS;JUR,yes,3,vite,normal,,returned,,stade,stadion,no,,"
    wrong = "VIE_FAUX,Faux,,VIE,30,,AS,no,0,,normal,,returned,,,,no,,"
    data = "\n".join([*lines, new, wrong]).encode()
    found = await plan(proposer, Format.CSV, data)
    assert of(found) == (["VIE_STADE"], ["REV_PAIE"], ["LOG_CONGE"])
    assert [(each.place, type(each.error).__name__) for each in found.wrongs] == [("VIE_FAUX", "LabelsNeeded")]
    batch_id = await import_terms(proposer, Format.CSV, data, retire_missing=True)
    with pytest.raises(NotYoursToDecide):
        await batch(proposer, batch_id)
    made = await batch(approver, batch_id)
    assert len(await batch(await member(centre_id, "olivier.marchal"), batch_id)) == len(made)  # all are of AS
    assert sorted(each.kind for each in await proposals(proposer) if each.id in made) == [
        Kind.CHANGE,
        Kind.NEW,
        Kind.RETIRE,
    ]
    await approve(approver, made)
    assert (await term(proposer, "LOG_CONGE")).is_retired
    stadium = (await term(proposer, "VIE_STADE")).newest.content
    assert stadium.signal_rules == (
        SignalRule(department="AS", urgency=3, note="vite"),
        SignalRule(department="JUR", urgency=3, note="vite"),
    )
    assert (await term(proposer, "REV_PAIE")).newest.content.label_fr == "Fiche de salaire"


async def test_a_spoc_imports_the_terms_of_their_department_alone(centre_id: UUID) -> None:
    spoc = await member(centre_id, "olivier.marchal")
    data = (await sheet_text(spoc)).replace("Fiche de paie", "Fiche").replace("Jugement / arrêt", "Jugement").encode()
    found = await plan(spoc, Format.CSV, data)
    assert of(found) == ([], ["REV_PAIE"], [])
    assert found.foreign == ("JUR_JUGT",)
    assert all(each.content.owner == "AS" for each in (await plan(spoc, Format.CSV, data[: data.index(b"\n")])).missing)


async def test_a_thesaurus_of_another_house_says_what_it_says_and_no_more(centre_id: UUID) -> None:
    actor = await member(centre_id, "rachid.lahlou")
    turtle = """
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <http://example.org/1> a skos:Concept ; skos:notation "REV_PAIE" ; skos:prefLabel "Bulletin de paie"@fr-BE ;
            skos:altLabel "salaire"@fr .
        <http://example.org/2> a skos:Concept ; skos:notation "VIE_STADE" ; skos:prefLabel "Carte"@fr, "Kaart"@nl .
        <http://example.org/3> a skos:Concept ; skos:prefLabel "Sans code"@fr .
    """
    before = (await term(actor, "REV_PAIE")).newest.content
    found = await plan(actor, Format.TURTLE, turtle.encode())
    (changed,) = found.changed
    assert changed.content == replace(before, label_fr="Bulletin de paie", keywords_fr=(*before.keywords_fr, "salaire"))
    assert {(each.place, type(each.error).__name__) for each in found.wrongs} == {
        ("VIE_STADE", "UnknownCategory"),
        ("http://example.org/3", "NotationNeeded"),
    }


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Fail whatever looks an address up or connects, and tell of it."""
    asked: list[object] = []

    def refuse(*address: object, **_: object) -> None:
        asked.append(address)
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", refuse)
        patch.setattr(socket, "create_connection", refuse)
        yield asked


CONCEPT = {"@id": "urn:x", "@type": "http://www.w3.org/2004/02/skos/core#Concept"}


@pytest.mark.parametrize(
    ("form", "data", "error"),
    [
        (Format.CSV, b"\xff\xfe" + "code,label".encode("utf-16-le"), SheetNotText),
        (Format.CSV, "code;é".encode("latin-1"), SheetNotText),
        (Format.CSV, b'code,"label', SheetNotText),
        (Format.CSV, b"a,b,c\n1,2,3\n", SheetWrongHeading),
        (Format.CSV, b"", SheetWrongHeading),
        (Format.CSV, b"x" * (IMPORT_MAX_BYTES + 1), ListTooLarge),
        (
            Format.CSV,
            (
                ",".join(COLUMNS)
                + "\n"
                + "".join(f"C{n},x,x,VIE,,,AS,no,0,,normal,,returned,,,,no,,\n" for n in range(3000))
            ).encode(),
            TooManyTerms,
        ),
        (Format.TURTLE, b"\xff\xfe", NotSkos),
        (Format.TURTLE, b"<html>no turtle</html>", NotSkos),
        (Format.TURTLE, b"@prefix a: <b> . " + b"[" * 20_000, NotSkos),
        (Format.TURTLE, b"<a> <b> " + b"(" * 50_000, NotSkos),
        (Format.JSON_LD, b"[" * 100_000, NotSkos),
        (Format.JSON_LD, b"no json", NotSkos),
        (Format.JSON_LD, json.dumps({"@context": "http://evil.example/context", **CONCEPT}).encode(), RemoteContext),
        (Format.JSON_LD, json.dumps({"@context": ["http://evil.example/c", {}], **CONCEPT}).encode(), RemoteContext),
        (
            Format.JSON_LD,
            json.dumps({"@context": {"@import": "http://evil.example/c"}, **CONCEPT}).encode(),
            RemoteContext,
        ),
        (
            Format.JSON_LD,
            json.dumps({"@graph": [{"a": {"@context": "file:///etc/passwd"}}], **CONCEPT}).encode(),
            RemoteContext,
        ),
        (
            Format.JSON_LD,
            json.dumps({"@context": {"x": {"@id": "urn:x", "@context": "http://evil.example/c"}}, **CONCEPT}).encode(),
            RemoteContext,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "__name__", ""),
)
async def test_a_hostile_file_gets_a_sentence_and_asks_nobody(
    centre_id: UUID, no_network: list[object], form: Format, data: bytes, error: type[Refused]
) -> None:
    actor = await member(centre_id, "rachid.lahlou")
    with pytest.raises(error):
        await plan(actor, form, data)
    assert no_network == []


async def test_lines_that_are_wrong_are_left_out_with_a_sentence_each(centre_id: UUID) -> None:
    actor = await member(centre_id, "rachid.lahlou")
    good = "VIE_STADE,Carte,Kaart,VIE,30,,AS,no,0,,normal,,returned,,,,no,,"
    lines = {
        '=HYPERLINK("http://evil.example"),x,x,VIE,,,AS,no,0,,normal,,returned,,,,no,,': "CellFormula",
        "VIE_A,=1+1,x,VIE,,,AS,no,0,,normal,,returned,,,,no,,": "CellFormula",
        "VIE_B,@SUM(A1),x,VIE,,,AS,no,0,,normal,,returned,,,,no,,": "CellFormula",
        "VIE_C,x,x,VIE,many,,AS,no,0,,normal,,returned,,,,no,,": "CellNotNumber",
        "VIE_D,x,x,VIE,,,AS,maybe,0,,normal,,returned,,,,no,,": "CellNotYesOrNo",
        "VIE_E,x,x,VIE,,,AS,no,0,,secret,,returned,,,,no,,": "CellNotSensitivity",
        "VIE_F,x,x,VIE,,,,no,0,,normal,,returned,,,,no,,": "OwnerNeeded",
        "VIE_G,x,x,VIE,,,ZZ,no,0,,normal,,returned,,,,no,,": "UnknownDepartment",
        "VIE_H,x,x,VIE,,,AS,yes,9,,normal,,returned,,,,no,,": "RuleWrong",
        "VIE_I,x\0y,x,VIE,,,AS,no,0,,normal,,returned,,,,no,,": "TextUnprintable",
        "VIE_J,x,x,VIE,,,AS,own,0,,normal,,returned,,,,no,,": "OwnRulesUnknown",
        "VIE_M,x,x,VIE,,,AS,no,0,,normal,,burnt,,,,no,,": "CellNotPaper",
        "VIE_N,x,x,VIE,,,AS,no,0,,normal,,returned,6,,,no,,": "PaperMonthsWrong",
        "VIE_O,x,x,VIE,,,AS,no,0,,normal,,kept,0,,,no,,": "PaperMonthsWrong",
        "VIE_K,x": "LineWrongWidth",
        good: "",
        good.replace("Carte", "Autre carte"): "CodeTwice",
        "vie,x,x,VIE,,,AS,no,0,,normal,,returned,,,,no,,": "CodeForm",
        f"VIE_L,{'x' * 300},x,VIE,,,AS,no,0,,normal,,returned,,,,no,,": "TextTooLong",
    }
    data = "\n".join([",".join(COLUMNS), *lines])
    found = await plan(actor, Format.CSV, data.encode())
    assert [each.code for each in found.new] == ["VIE_STADE"]
    wanted = sorted(name for name in lines.values() if name)
    assert sorted(type(each.error).__name__ for each in found.wrongs) == wanted


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30).map(
    str.strip
)
WORDS = st.lists(TEXTS.filter(lambda each: bool(each) and ";" not in each), max_size=3, unique=True).map(tuple)


@given(
    label=TEXTS.filter(bool),
    note=TEXTS,
    words=WORDS,
    urgency=st.integers(0, 4),
    telling=st.sampled_from([(), ("AS",), ("AS", "JUR")]),
    days=st.none() | st.integers(1, 36_500),
)
@settings(max_examples=300, deadline=None)
def test_no_cell_of_a_sheet_is_a_formula_and_every_one_comes_back(
    label: str, note: str, words: tuple[str, ...], urgency: int, telling: tuple[str, ...], days: int | None
) -> None:
    content = TermContent(
        label_fr=label,
        label_nl=f"={label}",
        category="VIE",
        departments=("AS", "JUR"),
        validity_days=days,
        validity_note=note,
        keywords_fr=words,
        authentic_source=f"'{note}",
        signal_rules=tuple(SignalRule(department=each, urgency=urgency, note=note) for each in telling),
    )
    sheet = written([("VIE_STADE", content)])
    (line,) = list(csv.DictReader(io.StringIO(sheet, newline="")))
    assert not [each for each in line.values() if each.startswith(("=", "+", "-", "@", "\t", "\r"))]
    back = content_of({name: cell.strip() for name, cell in unguarded(line).items()}, content)
    assert back == replace(content, authentic_source=f"'{note}".strip())
    assert cells_of("VIE_STADE", back)["code"] == "VIE_STADE"


def test_a_formula_that_nobody_guarded_is_refused() -> None:
    for cell in ("=1", "+1", "-1", "@a"):
        with pytest.raises(CellFormula):
            unguarded({"label_fr": cell})
        assert unguarded({"label_fr": f"'{cell}"}) == {"label_fr": cell}
    assert unguarded({"label_fr": "'s Gravenhage"}) == {"label_fr": "'s Gravenhage"}
