"""`make strings`: collects every sentence of the rooms into the catalogues of `locale/`, keeping what is translated.

Sentences are the arguments of `_()`, `gettext()`, `ngettext()` and `mark()`, `{% trans %}` in templates, and the first
line of each error's docstring. A sentence of two rooms stands once, in the frame they share; one of the dossier there.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("fr", "nl")
ROOMS = ("dossier", "web", "portal", "kiosk", "backoffice")
KEYWORDS = ("_", "gettext", "ngettext", "mark")
ERROR_FAMILIES = frozenset({"DossierError", "Missing", "Conflict", "Refused", "Forbidden", "Unavailable"})

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


def said() -> dict[str, set[Message]]:
    """Return the sentences of each catalogue, as the sources say them now."""
    rooms_of: dict[Message, set[str]] = defaultdict(set)
    for room, message in _everything():
        rooms_of[message].add(room)
    catalogues: dict[str, set[Message]] = {room: set() for room in ROOMS}
    for message, rooms in rooms_of.items():
        home = "dossier" if "dossier" in rooms else next(iter(rooms)) if len(rooms) == 1 else "web"
        catalogues[home].add(message)
    return catalogues


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
    known = {message.id: message for room in ROOMS for message in read(catalogue_path(language, room), language)}
    texts = {}
    for room, messages in said().items():
        catalogue = Catalog(locale=language)
        for message in messages:
            translated = known.get(message)
            catalogue.add(
                message, translated.string if translated else "", flags=translated.flags if translated else ()
            )
        written = BytesIO()
        write_po(written, catalogue, width=120, no_location=True, omit_header=True, sort_output=True)
        header = _HEADER.format(language=language, plural=catalogue.plural_forms)
        texts[catalogue_path(language, room)] = header + written.getvalue().decode().strip() + "\n"
    return texts


def faults(language: str) -> list[str]:
    """Return, in words, every sentence of a language that is missing, unsure, unused or fills other braces."""
    found = []
    for room, messages in said().items():
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
            elif any(_braces(form) != _braces(_forms(each)[-1]) for form in forms[-1:]):
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


def _forms(text: object) -> list[str]:
    return [str(each) for each in text] if isinstance(text, (tuple, list)) else [str(text)]


def _braces(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}|%\(\w+\)\w", text))


def _everything() -> Iterator[tuple[str, Message]]:
    trees = {path: ast.parse(path.read_text()) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))}
    errors = _error_names(trees)
    for path, tree in trees.items():
        room = path.relative_to(ROOT).parts[0]
        yield from ((room, each) for each in (*_calls(tree), *_sentences(tree, errors)))
    for path in sorted((ROOT / "templates").rglob("*.html")):
        folder = path.relative_to(ROOT / "templates").parts[0]
        with path.open("rb") as file:
            for _, _, found, _ in babel_extract(file, KEYWORDS, (), {"silent": "false", "encoding": "utf-8"}):
                yield folder if folder in ROOMS else "web", _message(found)


def _message(found: str | tuple[str | None, ...] | list[str | None] | None) -> Message:
    if isinstance(found, str):
        return found
    texts = [each for each in found or () if each]
    return (texts[0], texts[1]) if len(texts) > 1 else texts[0]


def _calls(tree: ast.Module) -> Iterator[Message]:
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


def _sentences(tree: ast.Module, errors: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in errors and (words := ast.get_docstring(node)):
            yield words.splitlines()[0]


if __name__ == "__main__":
    sys.exit(main())
