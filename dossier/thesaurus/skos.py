"""The thesaurus as SKOS (W3C Recommendation, 18 August 2009); what that has no word for, in a vocabulary of ours."""

from collections.abc import Iterable, Mapping

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, SKOS

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.thesaurus.content import RetentionRule, SignalRule
from dossier.thesaurus.exchange import newest_versions
from dossier.thesaurus.names import CATEGORY, OURS, PICTURES, PREFIXES, SCHEME, TERM
from dossier.thesaurus.tree import CategoryNode, categories
from dossier.thesaurus.versions import Version


async def graph(actor: Actor) -> Graph:
    """Return every term in its last version, retired ones as deprecated, under their categories."""
    async with transaction(actor) as tx:
        versions = await newest_versions(tx)
        rows = await tx.rows(
            "SELECT t.code, i.code AS into_code FROM terms t JOIN terms i ON i.id = t.merged_into ORDER BY t.code"
        )
    return _graph(await categories(actor), versions.values(), {row["code"]: row["into_code"] for row in rows})


def turtle(told: Graph) -> str:
    """Write a graph as Turtle."""
    return told.serialize(format="turtle")


def json_ld(told: Graph) -> str:
    """Write a graph as JSON-LD, with its context inside."""
    return told.serialize(
        format="json-ld", context={each: str(name) for each, name in PREFIXES.items()}, indent=2, ensure_ascii=False
    )


def _graph(places: Iterable[CategoryNode], versions: Iterable[Version], merged: Mapping[str, str]) -> Graph:
    told = Graph()
    for prefix, namespace in PREFIXES.items():
        told.bind(prefix, namespace)
    told.add((SCHEME, RDF.type, SKOS.ConceptScheme))
    for place in places:
        _add_category(told, place)
    for version in versions:
        _add_term(told, version)
        if version.code in merged:
            told.add((TERM[version.code], DCTERMS.isReplacedBy, TERM[merged[version.code]]))
    return told


def _add_category(told: Graph, place: CategoryNode) -> None:
    node = CATEGORY[place.code]
    told.add((node, RDF.type, SKOS.Concept))
    told.add((node, RDF.type, OURS.Category))
    told.add((node, SKOS.inScheme, SCHEME))
    told.add((node, SKOS.notation, Literal(place.code)))
    _add_words(told, node, SKOS.prefLabel, (place.label_fr,), (place.label_nl,))
    if place.parent:
        told.add((node, SKOS.broader, CATEGORY[place.parent]))
    else:
        told.add((node, SKOS.topConceptOf, SCHEME))


def _add_term(told: Graph, version: Version) -> None:
    node, content = TERM[version.code], version.content
    told.add((node, RDF.type, SKOS.Concept))
    told.add((node, SKOS.inScheme, SCHEME))
    told.add((node, SKOS.notation, Literal(version.code)))
    told.add((node, SKOS.broader, CATEGORY[content.category]))
    told.add((node, OWL.versionInfo, Literal(str(version.number))))
    if version.ended_at is not None:
        told.add((node, OWL.deprecated, Literal(lexical_or_value=True)))
    _add_words(told, node, SKOS.prefLabel, (content.label_fr,), (content.label_nl,))
    _add_words(told, node, SKOS.definition, (content.description_fr,), (content.description_nl,))
    _add_words(told, node, SKOS.altLabel, content.keywords_fr, content.keywords_nl)
    _add_words(told, node, OURS.plain, (content.plain_fr,), (content.plain_nl,))
    if content.example_id is not None:
        told.add((node, FOAF.depiction, URIRef(f"{PICTURES}{content.example_id}")))
    departments = BNode()
    Collection(told, departments, [Literal(each) for each in content.departments])
    told.add((node, OURS.departments, departments))
    _add_facts(
        told,
        node,
        {
            "validity_days": content.validity_days,
            "validity_note": content.validity_note or None,
            "sensitivity": content.sensitivity,
            "authentic_source": content.authentic_source or None,
            "paper": content.paper,
            "paper_months": content.paper_months,
            "two_readers": content.two_readers,
        },
    )
    for asked in content.asks:
        told.add((node, OURS.asks, Literal(str(asked))))
    for rule in content.signal_rules:
        _add_rule(told, node, rule)
    if content.retention is not None:
        _add_retention(told, node, content.retention)


def _add_rule(told: Graph, node: URIRef, rule: SignalRule) -> None:
    inner = BNode()
    told.add((node, OURS.signal_rule, inner))
    facts = {
        "department": rule.department,
        "circuit": rule.circuit or None,
        "situation": rule.situation or None,
        "moment": rule.moment,
        "urgency": rule.urgency,
        "deadline_working_days": rule.deadline_working_days,
        "deadline_hours": rule.deadline_hours,
        "note": rule.note or None,
    }
    _add_facts(told, inner, facts)


def _add_retention(told: Graph, node: URIRef, rule: RetentionRule) -> None:
    inner = BNode()
    told.add((node, OURS.retention, inner))
    facts = {
        "counted_from": rule.counted_from,
        "months": rule.months,
        "afterwards": rule.afterwards,
        "note": rule.note or None,
    }
    _add_facts(told, inner, facts)


def _add_facts(told: Graph, node: URIRef | BNode, facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        if value is not None:
            told.add((node, OURS[name], Literal(value)))


def _add_words(told: Graph, node: URIRef, what: URIRef, fr: Iterable[str], nl: Iterable[str]) -> None:
    for language, words in (("fr", fr), ("nl", nl)):
        for each in words:
            if each:
                told.add((node, what, Literal(each, lang=language)))
