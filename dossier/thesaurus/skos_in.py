"""Reads a thesaurus written as SKOS, ours or another's. Nothing is fetched: a context has to be in the file itself."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast, get_args

from rdflib import Graph, Literal
from rdflib.collection import Collection
from rdflib.namespace import FOAF, OWL, RDF, SKOS
from rdflib.term import Node

from dossier.errors import Refused
from dossier.thesaurus.content import (
    Afterwards,
    Asked,
    CountedFrom,
    PaperRule,
    RetentionRule,
    Sensitivity,
    SignalRule,
    TermContent,
)
from dossier.thesaurus.names import OURS
from dossier.thesaurus.versions import in_order

__all__ = [
    "Graph",
    "code_of",
    "concepts",
    "content_of",
    "count",
    "graph_of_json_ld",
    "graph_of_turtle",
    "pictures_of",
    "place_of",
]

logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it would write what a file holds into our log


_BASE = "http://thesaurus.invalid/export/"
"""Against what relative addresses of a file are read: a name that is nowhere (RFC 2606), since nothing is fetched."""


class NotSkos(Refused):
    """We cannot read this as SKOS. Save it as Turtle or JSON-LD, in UTF-8, and try again."""


class RemoteContext(Refused):
    """This file refers to a context elsewhere, which we do not fetch. Save it with its context inside."""


class NotationNeeded(Refused):
    """This concept has no notation, so it has no code here."""


class ValueWrong(Refused):
    """The property {name} holds a value that we cannot read."""


def graph_of_turtle(data: bytes) -> Graph:
    """Read Turtle. Raises NotSkos."""
    return _parsed(_text(data), "turtle")


def graph_of_json_ld(data: bytes) -> Graph:
    """Read JSON-LD. Raises NotSkos, and RemoteContext for one that would have to be fetched."""
    text = _text(data)
    try:
        _check_contexts(json.loads(text))
    except (ValueError, RecursionError):
        raise NotSkos from None
    return _parsed(text, "json-ld")


def concepts(graph: Graph) -> Iterator[Node]:
    """Yield the concepts that are terms and hold: no categories of ours, nothing deprecated."""
    for node in sorted(graph.subjects(RDF.type, SKOS.Concept, unique=True), key=str):
        deprecated = graph.value(node, OWL.deprecated)
        if (node, RDF.type, OURS.Category) not in graph and str(deprecated).lower() != "true":
            yield node


def count(graph: Graph) -> int:
    """Return how many concepts a graph has, terms or not."""
    return sum(1 for _ in graph.subjects(RDF.type, SKOS.Concept))


def code_of(graph: Graph, node: Node) -> str:
    """Return the code of a concept: its notation. Raises NotationNeeded."""
    notation = graph.value(node, SKOS.notation)
    if notation is None:
        raise NotationNeeded
    return str(notation).strip()


def place_of(graph: Graph, node: Node) -> str:
    """Return by what a person finds a concept in the file."""
    return str(graph.value(node, SKOS.notation) or node)


def pictures_of(graph: Graph, node: Node) -> tuple[str, ...]:
    """Return by what a concept's example pictures are named: the end of each address (decision 0032)."""
    return tuple(sorted(str(each).rpartition("/")[2] for each in graph.objects(node, FOAF.depiction)))


def content_of(graph: Graph, node: Node, before: TermContent | None) -> TermContent:
    """Read a concept as the next version of a term. What the file does not say stays as it is.

    Raises ValueWrong.
    """
    old = before or TermContent(label_fr="", label_nl="", category="", departments=())
    reader = _Reader(graph, node)
    foreign = (node, OURS.sensitivity, None) not in graph  # another's: of our own properties it says nothing
    read = replace(
        old,
        label_fr=reader.word(SKOS.prefLabel, "fr") or old.label_fr,
        label_nl=reader.word(SKOS.prefLabel, "nl") or old.label_nl,
        description_fr=reader.word(SKOS.definition, "fr") or (old.description_fr if foreign else ""),
        description_nl=reader.word(SKOS.definition, "nl") or (old.description_nl if foreign else ""),
        keywords_fr=_in_former_order(reader.words(SKOS.altLabel, "fr"), old.keywords_fr, foreign=foreign),
        keywords_nl=_in_former_order(reader.words(SKOS.altLabel, "nl"), old.keywords_nl, foreign=foreign),
        category=reader.category() or old.category,
    )
    if foreign:
        return read
    return replace(
        read,
        departments=reader.departments() or old.departments,
        plain_fr=reader.word(OURS.plain, "fr"),
        plain_nl=reader.word(OURS.plain, "nl"),
        validity_days=reader.number("validity_days"),
        validity_note=reader.text("validity_note"),
        sensitivity=cast("Sensitivity", reader.one_of("sensitivity", ("normal", "medical", "judicial"))),
        authentic_source=reader.text("authentic_source"),
        paper=cast("PaperRule", reader.one_of("paper", get_args(PaperRule))),
        paper_months=reader.number("paper_months"),
        two_readers=reader.flag("two_readers"),
        asks=tuple(each for each in Asked if (node, OURS.asks, Literal(str(each))) in graph),
        signal_rules=in_order([_rule(_Reader(graph, each)) for each in graph.objects(node, OURS.signal_rule)]),
        retention=_retention(graph, node),
    )


class _Reader:
    """Reads the properties of one node, each as what it should be."""

    def __init__(self, graph: Graph, node: Node) -> None:
        self._graph = graph
        self._node = node

    def words(self, what: Node, language: str) -> list[str]:
        """Return the texts of a property in a language (`fr`, and so `fr-BE`), sorted."""
        found = [each for each in self._graph.objects(self._node, what) if isinstance(each, Literal)]
        return sorted({str(each).strip() for each in found if (each.language or "").split("-")[0] == language})

    def word(self, what: Node, language: str) -> str:
        """Return the first text of a property in a language; empty where there is none."""
        return next(iter(self.words(what, language)), "")

    def category(self) -> str:
        """Return the code of the category that the concept is narrower than; empty where there is none."""
        for broader in sorted(self._graph.objects(self._node, SKOS.broader), key=str):
            notation = self._graph.value(broader, SKOS.notation)
            if notation is not None:
                return str(notation).strip()
        return ""

    def departments(self) -> tuple[str, ...]:
        """Return the codes of the departments concerned, in order."""
        head = self._graph.value(self._node, OURS.departments)
        if head is None:
            return ()
        try:
            return tuple(dict.fromkeys(str(each).strip() for each in Collection(self._graph, head)))
        except ValueError:  # a list that runs in a ring
            raise ValueWrong(name="departments") from None

    def text(self, name: str) -> str:
        """Return a property of ours as text; empty where there is none."""
        value = self._graph.value(self._node, OURS[name])
        return "" if value is None else str(value).strip()

    def number(self, name: str) -> int | None:
        """Return a property of ours as a number. Raises ValueWrong."""
        text = self.text(name)
        if not text:
            return None
        if not text.isascii() or not text.isdecimal() or len(text) > 9:  # noqa: PLR2004 - far more than any means
            raise ValueWrong(name=name)
        return int(text)

    def flag(self, name: str) -> bool:
        """Return a property of ours as yes or no. Raises ValueWrong."""
        return self.one_of(name, ("false", "true")) == "true"

    def one_of(self, name: str, values: tuple[str, ...]) -> str:
        """Return a property of ours that is one of some words; the first where there is none. Raises ValueWrong."""
        text = self.text(name) or values[0]
        if text not in values:
            raise ValueWrong(name=name)
        return text


def _rule(reader: _Reader) -> SignalRule:
    return SignalRule(
        department=reader.text("department"),
        circuit=reader.text("circuit"),
        situation=reader.text("situation"),
        moment=reader.one_of("moment", ("validation", "capture")),
        urgency=reader.number("urgency") or 0,
        deadline_working_days=reader.number("deadline_working_days"),
        deadline_hours=reader.number("deadline_hours"),
        note=reader.text("note"),
    )


def _retention(graph: Graph, node: Node) -> RetentionRule | None:
    inner = graph.value(node, OURS.retention)
    if inner is None:
        return None
    reader = _Reader(graph, inner)
    since = reader.one_of("counted_from", ("validation", "document_date", "validity_end", "file_closed"))
    then = reader.one_of("afterwards", ("review", "dispose", "archive"))
    return RetentionRule(
        counted_from=cast("CountedFrom", since),
        months=reader.number("months") or 0,
        afterwards=cast("Afterwards", then),
        note=reader.text("note"),
    )


def _in_former_order(words: list[str], before: tuple[str, ...], *, foreign: bool) -> tuple[str, ...]:
    """Return words in the order they had, for SKOS knows none; another's thesaurus takes none of ours away."""
    kept = before if foreign else tuple(each for each in before if each in words)
    return (*kept, *(each for each in words if each not in kept))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotSkos from None


def _parsed(text: str, form: str) -> Graph:
    graph = Graph()
    try:
        graph.parse(data=text, format=form, publicID=_BASE)
    except Exception:  # noqa: BLE001 - rdflib raises whatever a broken file makes it stumble on
        raise NotSkos from None
    return graph


def _check_contexts(value: Any) -> None:
    """Raise RemoteContext for a context by its address, at any depth: rdflib would fetch it."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, dict):
            context = each.get("@context")
            told = context if isinstance(context, list) else [context]
            if "@import" in each or any(isinstance(part, str) for part in told):
                raise RemoteContext
            waiting.extend(each.values())
