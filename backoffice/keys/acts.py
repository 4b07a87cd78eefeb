"""Every act that has a key, by screen, with the key that it has from us; and which keys are nobody's to change.

A screen names its own keys (`aria-keyshortcuts="V"`, `ui.key("V")`); `pressed.py` puts a person's in their place.
"""

from dataclasses import dataclass

from web.catalogues import mark

FIXED = frozenset({*"0123456789", "/", "?", "Escape", "Enter", " "})
"""Keys that are nobody's to give: figures take suggestions and name documents, the others are the browser's habits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that a key does."""

    id: str
    key: str  # as `aria-keyshortcuts` names it
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A screen with keys of its own."""

    id: str
    label: str
    templates: str  # how the names of its templates begin
    acts: tuple[Act, ...]
    fixed: tuple[tuple[str, str], ...]  # what cannot be changed: keys, and what they do


def _acts(*acts: tuple[str, str, str]) -> tuple[Act, ...]:
    return tuple(Act(id=name, key=key, label=label) for name, key, label in acts)


_VIEWER = (
    ("next_page", "N", mark("Next page")),
    ("previous_page", "P", mark("Previous page")),
    ("larger", "+", mark("Larger")),
    ("smaller", "-", mark("Smaller")),
    ("whole_page", "F", mark("Whole page; again: page width")),
    ("full_size", "Z", mark("Full size")),
    ("original", "C", mark("With the original")),
    ("even_light", "L", mark("Even light")),
)
_PROFILE = (
    ("type", "T", mark("Type")),
    ("beneficiary", "B", mark("Beneficiary")),
    ("date", "D", mark("Date")),
)

SCREENS = (
    Screen(
        id="desk",
        label=mark("Desk"),
        templates="backoffice/documents/",
        acts=_acts(
            ("file", "V", mark("File it, or confirm")),
            ("refuse", "R", mark("Refuse")),
            ("send", "G", mark("Send on")),
            ("folder", "A", mark("No social document: into a folder")),
            ("second_reader", "E", mark("Ask for a second reader")),
            ("undo", "Backspace", mark("Undo")),
            ("last_acts", "H", mark("My last acts")),
            *_PROFILE,
            *_VIEWER,
            ("turn_left", "U", mark("Turn left")),
            ("turn_down", "I", mark("Turn upside down")),
            ("turn_right", "O", mark("Turn right")),
            ("corners", "K", mark("Adjust the corners")),
            ("sides", "M", mark("Both sides of a card on one page; take them apart")),
            ("light_table", "S", mark("Light table")),
        ),
        fixed=(
            ("1–9", mark("Take a suggestion; choose why to refuse")),
            ("Esc", mark("Leave a field; give the deposit back")),
        ),
    ),
    Screen(
        id="light_table",
        label=mark("Light table"),
        templates="backoffice/split/",
        acts=_acts(
            ("cut", "C", mark("Cut before this page")),
            ("merge", "M", mark("Merge with the document before")),
            ("copy", "K", mark("Then a number: copy, do not move")),
            ("into", "J", mark("Then a number and Enter: into any document")),
            ("blank", "X", mark("Set aside as blank; take back")),
            ("separator", "S", mark("Set aside as separator")),
            ("double", "D", mark("Set aside as double")),
            ("proposed", "A", mark("Set everything proposed aside")),
            ("turn", "T", mark("Turn right")),
            ("undo", "U", mark("Undo")),
            ("redo", "R", mark("Redo")),
        ),
        fixed=(
            ("← →", mark("Page before, page after")),
            ("↑ ↓", mark("Row above, row below")),
            ("⇧ ← →", mark("Move the page one place")),
            ("1 … 9", mark("Move the page into that document")),
            ("0", mark("Move the page into a new document")),
            ("Esc", mark("Back to the document")),
        ),
    ),
    Screen(
        id="queue",
        label=mark("Queue"),
        templates="backoffice/queue/",
        acts=_acts(
            ("down", "J", mark("Row below")),
            ("up", "K", mark("Row above")),
            ("tick", "X", mark("Tick the row")),
            ("assign", "A", mark("Assign")),
            ("hand_over", "H", mark("Hand over")),
            ("put_aside", "P", mark("Put aside")),
            ("fetch_back", "F", mark("Fetch back")),
            ("propose_type", "T", mark("Propose a type")),
            ("further", "N", mark("Further on")),
            ("start", "B", mark("To the start")),
            ("undo", "Backspace", mark("Undo")),
        ),
        fixed=(
            ("1–4", mark("The parts of the queue")),
            ("0", mark("Clear filters")),
            ("⏎", mark("open, or take the next")),
        ),
    ),
    Screen(
        id="counter",
        label=mark("Counter"),
        templates="backoffice/counter/",
        acts=_acts(
            ("next", "N", mark("New deposit")),
            ("person", "B", mark("Beneficiary")),
            ("bringer", "O", mark("Brought by somebody else")),
            ("scans", "A", mark("Take everything from the scanner")),
            ("scans_as_one", "J", mark("Everything from the scanner as one document")),
            ("files", "F", mark("Choose files")),
            ("camera", "C", mark("Camera")),
            ("photo", "X", mark("Take the photo")),
            ("together", "G", mark("The next file belongs to the document before")),
            ("sheets", "S", mark("Count the sheets")),
            ("both_sides", "D", mark("Printed on both sides")),
            ("as_it_is", "V", mark("Take it in as it is")),
            ("slip", "L", mark("From a day when nothing worked")),
            ("print", "P", mark("Print")),
        ),
        fixed=(
            ("⏎", mark("Take the first one found; give the receipt")),
            ("1 … 9", mark("Keep that paper; give it back")),
            ("Esc", mark("Leave a field")),
        ),
    ),
    Screen(
        id="kept_papers",
        label=mark("Kept papers"),
        templates="backoffice/kept_papers/",
        acts=_acts(
            ("down", "J", mark("Row below")),
            ("up", "K", mark("Row above")),
            ("number", "S", mark("Find by number")),
            ("note", "N", mark("Keep a paper that came in by post or elsewhere")),
            ("hand_back", "H", mark("Hand it back")),
            ("move", "M", mark("Keep it elsewhere")),
            ("destroy", "X", mark("Destroy it")),
            ("undo", "Backspace", mark("Undo")),
        ),
        fixed=(("⏎", mark("Open the row")), ("Esc", mark("Leave a field"))),
    ),
    Screen(
        id="batches",
        label=mark("Batches"),
        templates="backoffice/batches/",
        acts=_acts(
            ("down", "J", mark("Row below")),
            ("up", "K", mark("Row above")),
            ("print", "P", mark("Print sheets")),
            ("separator", "S", mark("The first sheet: a separator")),
            ("blank", "B", mark("The first sheet: blank")),
            ("scanned_again", "A", mark("The first sheet: scanned again")),
            ("not_needed", "X", mark("The first sheet: not needed")),
            ("document", "O", mark("The first sheet: a document of its own")),
        ),
        fixed=(("⏎", mark("Open the row")),),
    ),
    Screen(
        id="mail",
        label=mark("Mail"),
        templates="backoffice/mail/",
        acts=_acts(
            ("down", "J", mark("Row below")),
            ("up", "K", mark("Row above")),
            ("papers", "O", mark("Open its papers")),
            ("download", "D", mark("Download the mail as received")),
            ("by_hand", "H", mark("I took it in by hand")),
            ("asked", "A", mark("I asked the sender")),
            ("nothing", "X", mark("Nothing to do")),
        ),
        fixed=(("⏎", mark("Open the row")),),
    ),
    Screen(
        id="interview",
        label=mark("Interview"),
        templates="backoffice/interviews/",
        acts=_acts(
            ("new_code", "N", mark("New code, or more papers")),
            ("scans", "A", mark("Take everything from the scanner")),
            ("scans_as_one", "J", mark("Everything from the scanner as one document")),
            ("files", "F", mark("Choose files")),
            ("camera", "C", mark("Camera")),
            ("photo", "X", mark("Take the photo")),
            ("together", "G", mark("The next file belongs to the document before")),
            ("receipt", "R", mark("Give the receipt")),
            ("print", "P", mark("Print")),
        ),
        fixed=(("1–9", mark("Choose whose papers, or what the first unnamed one is")),),
    ),
    Screen(
        id="second_look",
        label=mark("Second look"),
        templates="backoffice/second_looks/look",
        acts=_acts(
            ("go_on", "V", mark("Compare; in order")),
            ("put_right", "R", mark("Put it right")),
            ("read_again", "A", mark("Read it again")),
            ("cut_wrongly", "X", mark("Pages are missing, or belong to another document")),
            *_PROFILE,
            *_VIEWER,
        ),
        fixed=(("Esc", mark("Leave a field; back to the list")),),
    ),
)


def screen_of(template: str) -> Screen | None:
    """Return the screen to which a template belongs; None where keys cannot be changed."""
    return next((each for each in SCREENS if template.startswith(each.templates)), None)
