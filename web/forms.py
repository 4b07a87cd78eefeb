"""A form becomes a frozen dataclass, or comes back with what was typed and one sentence for each wrong field.

A field's annotation says how its text is read: `str`, `date`, `int`, `bool`, `UUID`, an enum, any of them `| None`
or with a default where it may be left empty, `tuple[X, ...]` where it comes several times, `Annotated[X, reader]` for a
reader of its own. A reader takes text and returns a value, or raises a Refused whose sentence stands at the field.
"""

import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from dossier.errors import DossierError, Refused
from web.days import read_day
from web.problems import sentence
from web.scope import AnyRequest

T = TypeVar("T")
Reader = Callable[[str], object]

_TEXT_MAX_CHARACTERS = 2000
_NEEDED = object()


class Empty(Refused):
    """Fill this in."""


class TooLong(Refused):
    """This is too long: at most {characters} characters."""


class NotANumber(Refused):
    """Write a number in figures."""


class NotAChoice(Refused):
    """Choose one from the list."""


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """A form as it came in: its value when all is right, and always what is needed to show it again."""

    value: T | None = None
    typed: Mapping[str, str] = field(default_factory=dict)  # every field's text, "" where nothing was typed
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # all texts of a field that comes several times
    errors: Mapping[str, str | None] = field(default_factory=dict)  # every field's sentence, None where it is right
    error: str | None = None  # what is wrong with the form as a whole

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """Return each wrong field with its sentence, for the summary above the form."""
        return [(name, words) for name, words in self.errors.items() if words]

    def refused(self, error: DossierError, name: str | None = None) -> "Form[T]":
        """Return this form refused by what a verb found, at a field or as a whole."""
        if name is None:
            return replace(self, value=None, error=sentence(error))
        return replace(self, value=None, errors={**self.errors, name: sentence(error)})


def blank(kind: type[T], **typed: str) -> Form[T]:
    """Return an empty form to show first, with the texts that are known already."""
    names = _fields(cast("Hashable", kind))
    ticked: dict[str, tuple[str, ...]] = {name: () for name, reading in names.items() if reading.several}
    return Form(None, {**dict.fromkeys(names, ""), **typed}, ticked, dict.fromkeys(names))


async def read(request: AnyRequest, kind: type[T]) -> Form[T]:
    """Read the request's form (without files) as a dataclass."""
    sent = await request.form()
    return read_texts({name: [str(each) for each in sent.getall(name)] for name in sent}, kind)


def read_texts(texts: Mapping[str, list[str]], kind: type[T]) -> Form[T]:
    """Read texts by field name as a dataclass. A name that the dataclass does not have is passed over."""
    values: dict[str, object] = {}
    errors: dict[str, str | None] = {}
    typed: dict[str, str] = {}
    ticked: dict[str, tuple[str, ...]] = {}
    for name, reading in _fields(cast("Hashable", kind)).items():
        given = [each.strip() for each in texts.get(name, [])]
        typed[name], errors[name] = given[-1] if given else "", None
        if reading.several:
            ticked[name] = tuple(given)
        try:
            values[name] = reading.read(given)
        except Refused as error:
            errors[name] = sentence(error)
    return Form(None if any(errors.values()) else kind(**values), typed, ticked, errors)


def text(max_characters: int) -> Reader:
    """Return a reader of text that is at most so long."""

    def read_text(typed: str) -> str:
        if len(typed) > max_characters:
            raise TooLong(characters=max_characters)
        return typed

    return read_text


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one field is read."""

    reader: Reader
    default: object = _NEEDED  # what a field has that was left empty
    several: bool = False

    def read(self, given: list[str]) -> object:
        filled = [each for each in given if each]
        if self.several:
            return tuple(self.reader(each) for each in filled)
        if self.reader is _read_tick:
            return bool(filled)
        if not filled:
            if self.default is _NEEDED:
                raise Empty
            return self.default
        return self.reader(filled[-1])


@cache
def _fields(kind: Hashable) -> dict[str, _Reading]:
    hints = get_type_hints(cast("type", kind), include_extras=True)
    readings = {}
    for each in fields(cast("Any", kind)):
        reading = _reading(hints[each.name])
        readings[each.name] = reading if each.default is MISSING else replace(reading, default=each.default)
    return readings


def _reading(hint: Any) -> _Reading:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        reader = cast("Reader", args[1])
        if get_origin(args[0]) is None:
            return _Reading(reader)  # of whatever type: nothing here needs to know how else it could be read
        inner = _reading(args[0])
        return _Reading(reader, inner.default, inner.several)
    if origin in {Union, types.UnionType}:
        (present,) = [each for each in args if each is not type(None)]
        return _Reading(_reading(present).reader, default=None)
    if origin is tuple:
        return _Reading(_reading(args[0]).reader, several=True)
    return _Reading(_reader(hint))


def _reader(kind: Any) -> Reader:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda typed: _chosen(kind, typed)
    readers: dict[Any, Reader] = {
        str: text(_TEXT_MAX_CHARACTERS),
        date: read_day,
        int: _read_number,
        bool: _read_tick,
        UUID: lambda typed: _chosen(UUID, typed),
    }
    return readers[kind]


def _read_tick(typed: str) -> bool:
    return bool(typed)


def _read_number(typed: str) -> int:
    try:
        return int(typed)
    except ValueError:
        raise NotANumber from None


def _chosen(kind: Callable[[str], object], typed: str) -> object:
    try:
        return kind(typed)
    except ValueError:
        raise NotAChoice from None
