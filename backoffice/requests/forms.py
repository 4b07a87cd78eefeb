"""What is typed to ask for documents, to remind, to waive."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from dossier.requests.reopen import ReopenReason
from dossier.requests.tell import ChannelName
from dossier.requests.waive import WaiveReason
from web.forms import text

_NOTE_MAX_CHARACTERS = 500
_WORDS_MAX_CHARACTERS = 100


class Act(StrEnum):
    """Which button of the draft was pressed."""

    ADD = "add"  # the type that was found
    SEARCH = "search"  # a person, without JavaScript
    PREVIEW = "preview"
    CHANGE = "change"  # from the preview back


class Language(StrEnum):
    """In which the person reads: those of the catalogues."""

    FR = "fr"
    NL = "nl"
    EN = "en"
    AR = "ar"
    TR = "tr"
    UK = "uk"
    ES = "es"
    RO = "ro"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestForm:
    """A request as it is written: whom, what, before when, and how they are told."""

    request_id: UUID
    beneficiary_id: UUID | None
    person: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]  # words to find one by, without JavaScript
    type_ids: tuple[UUID, ...]
    type_id: UUID | None  # one more
    template: UUID | None
    due_on: date
    language: Language | None  # the person's own
    note: Annotated[str | None, text(_NOTE_MAX_CHARACTERS)]
    channels: tuple[ChannelName, ...]
    act: Act | None


class TemplateAct(StrEnum):
    """Which button of a template was pressed."""

    ADD = "add"  # the type that was found
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateForm:
    """A list of types that are often asked together, as it is written."""

    template_id: UUID
    version: int
    label_fr: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
    label_nl: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
    sentence_fr: Annotated[str | None, text(_NOTE_MAX_CHARACTERS)]
    sentence_nl: Annotated[str | None, text(_NOTE_MAX_CHARACTERS)]
    due_days: int | None
    type_ids: tuple[UUID, ...]
    type_id: UUID | None  # one more
    act: TemplateAct | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderForm:
    """How a person is reminded, besides the letter."""

    channels: tuple[ChannelName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverForm:
    """Why what is missing is no longer wanted."""

    reason: WaiveReason | None
    note: Annotated[str | None, text(_NOTE_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningForm:
    """Why a document is not enough."""

    reason: ReopenReason | None
    note: Annotated[str | None, text(_NOTE_MAX_CHARACTERS)]
