"""The page of a social file, whole or its body: every act on a file answers by it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from litestar import Response

from backoffice.files.forms import NoteForm
from backoffice.files.story import days
from backoffice.files.timeline import LANES, kind_of, line, request_kind
from backoffice.registrations.forms import EboxForm
from backoffice.registrations.words import EBOX_PROBLEMS, SENT_BY
from backoffice.requests.words import STATES
from backoffice.screen import screen
from backoffice.signals.routes import URGENCIES
from dossier import clock
from dossier.documents.review import Review, review
from dossier.errors import Missing
from dossier.files.marked import marked
from dossier.files.natures import natures, runs_out, standing
from dossier.files.opened import opened_file
from dossier.ids import new_id
from dossier.people.niss import NISS
from dossier.people.staff import Staff
from dossier.registrations.queries import registered
from dossier.search.texts import documents_of_file_with
from web.catalogues import language, mark
from web.forms import Form
from web.pages import fragment_wanted
from web.scope import AnyRequest, settings_of
from web.sessions import STAFF

PATH = "/backoffice/files/{social_file_id:uuid}"
_TEMPLATE = "backoffice/files/file.html"
LISTS = ("nature", "date", "asked", "story", "notes", "words")
_SOUGHT = "sought"

EVENTS = {
    "DocumentProfiled": mark("Document profiled"),
    "SecondReadingAsked": mark("Confirmed, for a second reading"),
    "DocumentValidated": mark("Document filed"),
    "DocumentRefused": mark("Document refused"),
    "DocumentRetaken": mark("Pages taken again"),
    "DecisionUndone": mark("Decision taken back"),
    "DocumentMoved": mark("Document moved here from another file"),
    "DocumentCorrected": mark("Profile of a document corrected"),
    "SealSet": mark("Document sealed"),
    "SealLowered": mark("Seal of a document lowered"),
    "NoteWritten": mark("Note written"),
    "NoteCorrected": mark("Note corrected"),
    "BundleAsked": mark("Bundle made"),
    "BackfilePartEnded": mark("A part of the paper file scanned"),
    "FileMadeDigital": mark("Digital only from a day on"),
    "DocumentRegistered": mark("Document registered"),
    "RequestAsked": mark("Documents asked for"),
    "RequestReminded": mark("Reminder sent"),
    "RequestAnswered": mark("Answered by a document"),
    "RequestReopened": mark("A paper asked again"),
    "RequestWaived": mark("Request waived"),
    "RequestResumed": mark("Waiver taken back"),
    "Signal": mark("Signal"),
}
"""What persons did with a file, in words."""


class NotInThisFile(Missing):
    """This document is not in this social file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a file is looked at: which list, which year of the line, which document at which page."""

    shown: str = "nature"
    year: int | None = None
    document_id: UUID | None = None
    page: int = 1
    view: str = "page"

    @property
    def query(self) -> str:
        """Return it, but for the document, as the end of an address."""
        year = f"&year={self.year}" if self.year else ""
        return f"list={self.shown}{year}"


async def file_page(
    request: AnyRequest,
    staff: Staff,
    social_file_id: UUID,
    look: Look,
    *,
    status: int = 200,
    niss: tuple[UUID, NISS] | None = None,
    note: Form[NoteForm] | None = None,
    correcting: UUID | None = None,
    ebox: Form[EboxForm] | None = None,
) -> Response[str]:
    """Answer a file's page; its body alone where htmx asked for that.

    `niss` is a member's number that was asked for, `note` what was typed of a note, `correcting` the one to correct;
    `ebox` what was typed to have a letter sent again.
    """
    opened = await opened_file(staff.actor, social_file_id, again=fragment_wanted(request))
    sought = await _sought(request, social_file_id)
    look = replace(look, shown=look.shown if look.shown in LISTS[: None if sought else -1] else "nature")
    seen = await _document(staff, opened.card.number, look.document_id)
    today = clock.today()
    grouped = natures(opened.papers, today)
    number = min(max(look.page, 1), len(seen.pages)) if seen else 1
    return await screen(
        request,
        staff,
        _TEMPLATE,
        block="body",
        status=status,
        opened=opened,
        card=opened.card,
        next_deposit_id=new_id(),
        look=look,
        line=line(opened, look.year, today, language()),
        lanes=LANES[:1] if seen else LANES,  # the page that is read has the room
        natures=grouped,
        runs_out=runs_out(grouped, today),
        standing=lambda paper: standing(paper, today),
        kind_of=kind_of,
        request_kind=request_kind,
        today=today,
        urgencies=URGENCIES,
        request_states=STATES,
        event_words=EVENTS,
        days=days(opened, look.year, language()) if look.shown == "story" else (),
        review=seen,
        registered=await registered(staff.actor, seen.id) if seen else None,
        sent_by=SENT_BY,
        ebox=ebox,
        ebox_problems=EBOX_PROBLEMS,
        number=number,
        hits=await _hits(staff, seen, number, sought if look.shown == "words" else ""),
        sought=sought,
        found=await documents_of_file_with(staff.actor, social_file_id, sought) if look.shown == "words" else [],
        view=look.view if look.view in {"reading", "compare"} else "page",
        niss=niss,
        note=note,
        correcting=correcting,
        correct_seconds=settings_of(request).note_correct_seconds,
        born_years=lambda born: (today - born) // timedelta(days=365.2425),
    )


async def remember_sought(request: AnyRequest, social_file_id: UUID, words: str) -> None:
    """Keep the words that are sought in a file, for this session."""
    await (await STAFF.of(request)).remember(**{_SOUGHT: {"file": str(social_file_id), "words": words}})


async def _sought(request: AnyRequest, social_file_id: UUID) -> str:
    kept = (await STAFF.of(request)).get(_SOUGHT) or {}
    return str(kept["words"]) if kept.get("file") == str(social_file_id) else ""


async def _hits(staff: Staff, seen: Review | None, number: int, sought: str) -> list[tuple[int, int, int, int]]:
    """Return where what is sought stands on the page that is read: left, top, width and height."""
    if seen is None or not sought:
        return []
    boxes = await marked(staff.actor, seen.id, seen.pages[number - 1].id, sought)
    return [(left, top, right - left, bottom - top) for left, top, right, bottom in boxes]


async def _document(staff: Staff, file_number: str, document_id: UUID | None) -> Review | None:
    """Return the document that is looked at. Raises NotInThisFile, and what `review` raises."""
    if document_id is None:
        return None
    seen = await review(staff.actor, document_id)
    if seen.file_number != file_number:
        raise NotInThisFile
    return seen
