"""`make strings`: collects every sentence of the rooms into the catalogues of `locale/`, keeping what is translated.

Sentences are the arguments of `_()`, `gettext()`, `ngettext()` and `mark()`, `{% trans %}` in templates, and the first
line of each error's docstring. A sentence of two rooms stands once, in the frame they share; one of the dossier there.

The official languages have all of them. The others have what citizens read: their rooms and the frame, the errors that
these reach, what staff's rooms say inside `with speaking(…)` (letters, notices), and the thesaurus, by its French.
"""

import ast
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from infra.reach import reached
from web import catalogues

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = tuple(catalogues.LANGUAGES)
ROOMS = ("dossier", "web", "portal", "kiosk", "kiosk_agent", "backoffice", "api")
CITIZENS = frozenset({"portal", "kiosk", "kiosk_agent", "web"})
"""The rooms where citizens read, and the frame; staff read in the others."""
TO_STAFF = frozenset({Path("web/digests.py")})
"""What the frame says to staff alone."""
THESAURUS = "thesaurus"
TERMS = (
    ("dossier/thesaurus/seed.csv", "label_fr"),
    ("dossier/thesaurus/seed.csv", "plain_fr"),
    ("dossier/thesaurus/refusal_reasons.csv", "sentence_fr"),
)
"""Where the thesaurus says something to citizens: the sheet and its column."""
KEYWORDS = ("_", "gettext", "ngettext", "mark")
ERROR_FAMILIES = frozenset({"DossierError", "Missing", "Conflict", "Refused", "Forbidden", "Unavailable"})

_NUMBERS = 1000
"""A plural form that fits one only of so many numbers is that number's own."""
_COUNTS = frozenset({"{count}", "%(num)s", "%(count)s"})

Message = str | tuple[str, str]
"""A sentence, or its singular and plural."""

_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"
"""
_MACHINE = '"X-Translation: machine\\n"\n'


def said() -> dict[str, set[Message]]:
    """Return the sentences of each catalogue, as the sources say them now."""
    sources = _sources()
    return _at_home({message for _, message in sources.everything}, sources)


def wanted(language: str) -> dict[str, set[Message]]:
    """Return the sentences that each catalogue of a language should have: an official one all, the others citizens'."""
    if language in catalogues.OFFICIAL:
        return said()
    sources = _sources()
    return {**_at_home(sources.to_citizens, sources), THESAURUS: _terms()}


def catalogue_path(language: str, room: str) -> Path:
    """Return where a catalogue stands."""
    return ROOT / "locale" / language / f"{room}.po"


def read(path: Path, language: str) -> Catalog:
    """Return a catalogue; an empty one where there is no file."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def renewed(language: str) -> dict[Path, str]:
    """Return the text that each catalogue of a language should have: all that is said, with what was translated."""
    rooms = wanted(language)
    known = {message.id: message for room in rooms for message in read(catalogue_path(language, room), language)}
    texts = {}
    for room, messages in rooms.items():
        path = catalogue_path(language, room)
        catalogue = Catalog(locale=language)
        for message in messages:
            translated = known.get(message)
            catalogue.add(
                message, translated.string if translated else "", flags=translated.flags if translated else ()
            )
        written = BytesIO()
        write_po(written, catalogue, width=120, no_location=True, omit_header=True, sort_output=True)
        header = _HEADER.format(language=language, plural=catalogue.plural_forms)
        if path.exists() and _MACHINE in path.read_text():
            header += _MACHINE
        texts[path] = header + "\n" + written.getvalue().decode().strip() + "\n"
    return texts


def faults(language: str) -> list[str]:
    """Return, in words, every sentence of a language that is missing, unsure, unused or fills other braces."""
    found = []
    for room, messages in wanted(language).items():
        path = catalogue_path(language, room)
        catalogue = {message.id: message for message in read(path, language) if message.id}
        where = path.relative_to(ROOT)
        found += [f"{where}: not said any more: {each!r}" for each in catalogue.keys() - messages]
        for each in messages:
            translated = catalogue.get(each)
            forms = [] if translated is None else _forms(translated.string)
            if translated is None or not all(forms) or not forms:
                found.append(f"{where}: not translated: {each!r}")
            elif translated.fuzzy:
                found.append(f"{where}: fuzzy: {each!r}")
            elif not _braces_are_kept(each, forms, language):
                found.append(f"{where}: other braces: {each!r}")
    return sorted(found)


def main() -> int:
    """Write the catalogues; return 1 while something has yet to be translated."""
    left = []
    for language in LANGUAGES:
        for path, text in renewed(language).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        left += faults(language)
    sys.stdout.writelines(f"{line}\n" for line in left)
    return 1 if left else 0


def _braces_are_kept(message: Message, forms: list[str], language: str) -> bool:
    """Say whether each form has the braces of its sentence; one for a single number may say that number in a word."""
    braces = _braces(_forms(message)[-1])
    if isinstance(message, str):
        return _braces(forms[0]) == braces
    catalogue = Catalog(locale=language)
    plural = c2py(catalogue.plural_expr)
    numbers = [plural(number) for number in range(_NUMBERS)]
    least = [
        braces if index and numbers.count(index) > 1 else _braces(message[0]) - _COUNTS for index in range(len(forms))
    ]
    fits = [known <= _braces(form) <= braces for known, form in zip(least, forms, strict=True)]
    return len(forms) == catalogue.num_plurals and all(fits)


def _forms(text: object) -> list[str]:
    return [str(each) for each in text] if isinstance(text, (tuple, list)) else [str(text)]


def _braces(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}|%\(\w+\)\w", text))


@dataclass(frozen=True, slots=True)
class Sources:
    """What is said: by each room, and to citizens."""

    everything: frozenset[tuple[str, Message]]
    to_citizens: frozenset[Message]


def _sources() -> Sources:
    paths = [
        *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))),
        *sorted((ROOT / "templates").rglob("*.html")),
    ]
    return _read_sources(ROOT, tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=1)
def _read_sources(root: Path, stamps: tuple[tuple[Path, int], ...]) -> Sources:
    """Read the sources once for all languages; they are read again where a file is another one."""
    trees = {path: ast.parse(path.read_text()) for path, _ in stamps if path.suffix == ".py"}
    errors = _error_names(trees)
    in_templates = frozenset(_in_templates(root))
    coded = (
        (path.relative_to(root).parts[0], each)
        for path, tree in trees.items()
        for each in (*in_code(tree), *_sentences(tree, errors))
    )
    to_citizens = {message for room, message in in_templates if room in CITIZENS} | set(_to_citizens(trees, root))
    return Sources(in_templates.union(coded), frozenset(to_citizens))


def _at_home(messages: Iterable[Message], sources: Sources) -> dict[str, set[Message]]:
    """Return each message in the one catalogue where it stands."""
    rooms_of: dict[Message, set[str]] = defaultdict(set)
    for room, message in sources.everything:
        rooms_of[message].add(room)
    found: dict[str, set[Message]] = {room: set() for room in ROOMS}
    for message in messages:
        rooms = rooms_of[message]
        home = "dossier" if "dossier" in rooms else next(iter(rooms)) if len(rooms) == 1 else "web"
        found[home].add(message)
    return found


def _in_templates(root: Path) -> Iterator[tuple[str, Message]]:
    for path in sorted((root / "templates").rglob("*.html")):
        folder = path.relative_to(root / "templates").parts[0]
        for message in in_template(path):
            yield folder if folder in ROOMS else "web", message


def in_template(path: Path) -> Iterator[Message]:
    """Yield what a template says."""
    with path.open("rb") as file:
        for _, _, found, _ in babel_extract(file, KEYWORDS, (), {"silent": "false", "encoding": "utf-8"}):
            yield _message(found)


def _to_citizens(trees: Mapping[Path, ast.Module], root: Path) -> Iterator[Message]:
    """Yield what the code tells citizens."""
    errors = _error_names(trees)
    reach = reached(trees, root, CITIZENS)
    for path, tree in trees.items():
        if path.relative_to(root) in TO_STAFF:
            continue
        if path.relative_to(root).parts[0] in CITIZENS:
            yield from (*in_code(tree), *_sentences(tree, errors))
            continue
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and (path, node.name) in reach:
                yield from _sentences(node, errors)
        for block in ast.walk(tree):
            if isinstance(block, ast.With) and any(_is_speaking(each.context_expr) for each in block.items):
                yield from in_code(block)


def _is_speaking(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "speaking"


def _terms() -> set[Message]:
    found: set[Message] = set()
    for name, column in TERMS:
        with (ROOT / name).open(encoding="utf-8", newline="") as file:
            found |= {line[column] for line in csv.DictReader(file) if line[column]}
    return found


def _message(found: str | tuple[str | None, ...] | list[str | None] | None) -> Message:
    if isinstance(found, str):
        return found
    texts = [each for each in found or () if each]
    return (texts[0], texts[1]) if len(texts) > 1 else texts[0]


def in_code(tree: ast.AST) -> Iterator[Message]:
    """Yield what a module hands to one of the `KEYWORDS`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
        texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if name in KEYWORDS and texts:
            yield (texts[0], texts[1]) if name == "ngettext" else texts[0]


def _error_names(trees: Mapping[Path, ast.Module]) -> set[str]:
    """Return the names of all classes that descend from a family of errors."""
    bases = {
        node.name: {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    names = set(ERROR_FAMILIES)
    while more := {name for name, parents in bases.items() if parents & names} - names:
        names |= more
    return names


def _sentences(tree: ast.AST, errors: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in errors and (words := ast.get_docstring(node)):
            yield words.splitlines()[0]


if __name__ == "__main__":
    sys.exit(main())
