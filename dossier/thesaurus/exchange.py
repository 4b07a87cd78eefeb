"""A thesaurus that comes in: compared with what is here, before anything of it is proposed."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Refused
from dossier.people.import_.cells import cells_of as line_cells
from dossier.people.import_.sheet import Sheet, sheet_of
from dossier.thesaurus import sheet, skos_in
from dossier.thesaurus.checks import Known, check_code
from dossier.thesaurus.content import Change, TermContent, changes
from dossier.thesaurus.rights import answers_for
from dossier.thesaurus.versions import VERSIONS, Version, version_of

IMPORT_MAX_BYTES = 1024 * 1024
TERMS_MAX = 2000


class Format(StrEnum):
    """How a thesaurus is written."""

    CSV = "csv"
    TURTLE = "turtle"
    JSON_LD = "json-ld"


class ListTooLarge(Refused):
    """This file is larger than {limit_bytes}: no thesaurus is. Check that it is the right one."""


class TooManyTerms(Refused):
    """This file has more than {terms} terms. Import it in parts."""


class PictureElsewhere(Refused):
    """The example picture is not here, and we do not fetch it. Add it to the term by hand."""


class CodeTwice(Refused):
    """The code {code} comes twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A part of the file that was left out, and why."""

    place: str  # the number of its line, as an editor counts, or its code
    error: Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A term of the file, and what it says otherwise than here."""

    code: str
    content: TermContent
    before: Version | None  # None: a new term
    changes: tuple[Change, ...]

    @property
    def owner(self) -> str:
        """Return the code of the department that answers for the term as it is."""
        return (self.before.content if self.before else self.content).owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would change."""

    format: Format
    sha256: str
    new: tuple[Incoming, ...]
    changed: tuple[Incoming, ...]
    missing: tuple[Version, ...]  # that hold here, that whoever imports answers for, and that the file does not have
    unchanged_count: int
    foreign: tuple[str, ...]  # codes of terms that others answer for
    wrongs: tuple[Wrong, ...]

    @property
    def count(self) -> int:
        """Return how many terms it would change."""
        return len(self.new) + len(self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file that was read, before it is compared."""

    format: Format
    sha256: str
    source: Sheet | skos_in.Graph


async def parsed(form: Format, data: bytes) -> Parsed:
    """Read a file, outside of any transaction: a hostile one takes 5 s for its 1 MB.

    Raises ListTooLarge, TooManyTerms, SheetNotText, SheetWrongHeading, and skos_in's NotSkos, RemoteContext.
    """
    if len(data) > IMPORT_MAX_BYTES:
        raise ListTooLarge(limit_bytes=IMPORT_MAX_BYTES)
    source: Sheet | skos_in.Graph
    if form is Format.CSV:
        source = await asyncio.to_thread(sheet_of, data, sheet.COLUMNS)
        count = len(source.lines)
    else:
        reading = skos_in.graph_of_turtle if form is Format.TURTLE else skos_in.graph_of_json_ld
        source = await asyncio.to_thread(reading, data)
        count = skos_in.count(source)
    if count > TERMS_MAX:
        raise TooManyTerms(terms=TERMS_MAX)
    return Parsed(format=form, sha256=hashlib.sha256(data).hexdigest(), source=source)


async def plan(actor: Actor, form: Format, data: bytes) -> Plan:
    """Compare a file with the thesaurus. Raises what `parsed` raises."""
    file = await parsed(form, data)
    async with transaction(actor) as tx:
        return await plan_in(tx, file)


async def plan_in(tx: Transaction, file: Parsed) -> Plan:
    """Compare a file with the thesaurus, inside a transaction."""
    versions = await newest_versions(tx)
    contents = {code: each.content for code, each in versions.items()}
    if isinstance(file.source, Sheet):
        read, wrongs = _read_sheet(file.source, contents)
    else:
        read, wrongs = _read_graph(file.source, contents, await _pictures(tx))
    known = await Known.of(tx)
    owners = {row["code"]: row["id"] for row in await tx.rows("SELECT code, id FROM departments")}
    told = [_incoming(code, content, versions.get(code)) for code, content in read.items()]
    differing = [each for each in told if each.changes or each.before is None or each.before.ended_at is not None]
    right = [each for each in differing if _is_right(known, each, wrongs)]
    mine = [each for each in right if answers_for(tx.actor, owners.get(each.owner))]
    return Plan(
        format=file.format,
        sha256=file.sha256,
        new=tuple(each for each in mine if each.before is None),
        changed=tuple(each for each in mine if each.before is not None),
        missing=tuple(
            each
            for code, each in versions.items()
            if each.ended_at is None and code not in read and answers_for(tx.actor, owners.get(each.content.owner))
        ),
        unchanged_count=len(told) - len(differing),
        foreign=tuple(each.code for each in right if each not in mine),
        wrongs=tuple(wrongs),
    )


def _incoming(code: str, content: TermContent, before: Version | None) -> Incoming:
    differences = changes(before.content if before else None, content)
    return Incoming(code=code, content=content, before=before, changes=differences)


def _is_right(known: Known, incoming: Incoming, wrongs: list[Wrong]) -> bool:
    """Say whether a term may be proposed; note what is wrong with it where it may not."""
    try:
        check_code(incoming.code)
        known.check(incoming.content)
    except Refused as error:
        wrongs.append(Wrong(place=incoming.code, error=error))
        return False
    return True


async def newest_versions(tx: Transaction) -> dict[str, Version]:
    """Return the last version of every term, by its code; whether or not it holds still."""
    rows = await tx.rows(
        f"""{VERSIONS} JOIN terms t ON t.id = v.term_id
            WHERE v.version = (SELECT max(version) FROM document_types n WHERE n.term_id = v.term_id)
            ORDER BY v.code"""
    )
    return {row["code"]: version_of(row) for row in rows}


async def _pictures(tx: Transaction) -> dict[str, dict[str, UUID]]:
    """Return the example pictures that are kept of each term, by its code and their names."""
    kept: dict[str, dict[str, UUID]] = {}
    for row in await tx.rows("SELECT t.code, e.id FROM term_examples e JOIN terms t ON t.id = e.term_id"):
        kept.setdefault(row["code"], {})[str(row["id"])] = row["id"]
    return kept


Read = tuple[dict[str, TermContent], list[Wrong]]


def _read_sheet(lines: Sheet, before: Mapping[str, TermContent]) -> Read:
    read: dict[str, TermContent] = {}
    wrongs: list[Wrong] = []
    for line in lines.lines:
        try:
            cells = sheet.unguarded(line_cells(line))
            if cells["code"] in read:
                raise CodeTwice(code=cells["code"])
            read[cells["code"]] = sheet.content_of(cells, before.get(cells["code"]))
        except Refused as error:
            wrongs.append(Wrong(place=str(line.number), error=error))
    return read, wrongs


def _read_graph(
    graph: skos_in.Graph, before: Mapping[str, TermContent], pictures: Mapping[str, Mapping[str, UUID]]
) -> Read:
    read: dict[str, TermContent] = {}
    wrongs: list[Wrong] = []
    for concept in skos_in.concepts(graph):
        try:
            code = skos_in.code_of(graph, concept)
            if code in read:
                raise CodeTwice(code=code)
            content = skos_in.content_of(graph, concept, before.get(code))
            if named := skos_in.pictures_of(graph, concept):
                kept = [pictures[code][each] for each in named if each in pictures.get(code, {})]
                if not kept:
                    wrongs.append(Wrong(place=code, error=PictureElsewhere()))
                elif content.example_id not in kept:
                    content = replace(content, example_id=kept[0])
            read[code] = content
        except Refused as error:
            wrongs.append(Wrong(place=skos_in.place_of(graph, concept), error=error))
    return read, wrongs
