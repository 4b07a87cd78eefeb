"""The words of a package, in the language of the moment: sections, facts, and every code that may stand in them."""

from backoffice.corrections.routes import KINDS as CORRECTION_KINDS
from backoffice.corrections.routes import OUTCOMES as CORRECTION_OUTCOMES
from backoffice.glass.words import REASONS
from backoffice.journal.words import ACTORS, ACTS, EVENT_WORDS, PLACES, RECORDS
from backoffice.looks.words import GROUNDS
from backoffice.screen import CIRCUITS
from dossier.exports.words import PackageWords
from web.catalogues import LANGUAGES, mark
from web.catalogues import gettext as _

HEADINGS = {
    "person": mark("The person"),
    "social_files": mark("Social files"),
    "deposits": mark("Deposits"),
    "documents": mark("Documents"),
    "corrections": mark("Corrections"),
    "kept_papers": mark("Kept papers"),
    "originals": mark("Files as received"),
    "looks": mark("Who looked at this data"),
    "events": mark("What happened with this data"),
}
LABELS = {
    "niss": mark("National register number"),
    "first_name": mark("First name"),
    "last_name": mark("Last name"),
    "birth_date": mark("Birth date"),
    "gender": mark("Gender"),
    "language": mark("Language"),
    "email": mark("E-mail"),
    "phone": mark("Phone"),
    "street": mark("Street"),
    "postcode": mark("Postcode"),
    "town": mark("Town"),
    "known_since": mark("Known since"),
    "number": mark("File number"),
    "role": mark("Place in the file"),
    "status": mark("Status"),
    "department": mark("Department"),
    "opened_on": mark("Opened on"),
    "digital_since": mark("Digital since"),
    "receipt": mark("Receipt"),
    "state": mark("State"),
    "circuit": mark("Way in"),
    "opened_at": mark("Begun"),
    "received_at": mark("Received"),
    "closed_at": mark("Closed"),
    "by_person": mark("Handed over by this person"),
    "contact": mark("Contact given"),
    "helper": mark("Helper"),
    "kind": mark("What was wrong"),
    "asked_at": mark("Asked on"),
    "outcome": mark("What became of it"),
    "answer": mark("Answer"),
    "answered_at": mark("Answered on"),
    "document": mark("Document"),
    "type": mark("Nature"),
    "document_date": mark("Date of the document"),
    "valid_until": mark("Valid until"),
    "words": mark("In words"),
    "sender": mark("Sender"),
    "reference": mark("Reference"),
    "social_file": mark("Social file"),
    "refusal": mark("Refused because"),
    "refusal_note": mark("Note"),
    "aside_until": mark("Aside until"),
    "aside_note": mark("Why it was put aside"),
    "captured_at": mark("Captured"),
    "decided_at": mark("Decided"),
    "decided_by": mark("Decided by department"),
    "departments_told": mark("Departments told"),
    "kept_place": mark("Where it is kept"),
    "kept_since": mark("Kept at the centre since"),
    "kept_until": mark("Kept until"),
    "paper": mark("The paper"),
    "ended_at": mark("Gone on"),
    "name": mark("In this package as"),
    "position": mark("File"),
    "media_type": mark("Type of file"),
    "size_bytes": mark("Size in bytes"),
    "sha256": mark("SHA-256"),
    "page_count": mark("Pages"),
    "added_at": mark("Kept since"),
    "scan": mark("Antivirus"),
    "at": mark("When"),
    "act": mark("What was done"),
    "record_kind": mark("About"),
    "actor_kind": mark("Who"),
    "place": mark("From where"),
    "reason": mark("Why"),
    "event": mark("What happened"),
}
STATES = {
    "open": mark("open"),
    "received": mark("received"),
    "ready": mark("ready"),
    "closed": mark("closed"),
    "abandoned": mark("abandoned"),
    "withdrawn": mark("taken back"),
    "captured": mark("being looked at"),
    "profiled": mark("being looked at"),
    "second_reading": mark("being looked at"),
    "validated": mark("filed"),
    "in_folder": mark("in a folder, as no social document"),
    "refused": mark("refused"),
    "expired": mark("retention ended"),
    "disposed": mark("disposed of"),
    "emptied": mark("merged or set aside"),
}
OTHERS = {
    "status": {"open": mark("open"), "closed": mark("closed")},
    "role": {
        "holder": mark("holder"),
        "partner": mark("partner"),
        "child": mark("child"),
        "other": mark("other"),
    },
    "gender": {"f": mark("woman"), "m": mark("man"), "x": mark("x")},
    "paper": {"kept": mark("kept"), "handed_back": mark("handed back"), "destroyed": mark("destroyed")},
    "scan": {"unscanned": mark("not looked at"), "clean": mark("nothing found"), "infected": mark("something found")},
}


def package_words(centre: str) -> PackageWords:
    """Return the words of a package in the language of the moment."""
    codes = {
        "state": STATES,
        "circuit": CIRCUITS,
        "act": ACTS,
        "record_kind": RECORDS,
        "actor_kind": ACTORS,
        "place": {**CIRCUITS, **PLACES},
        "event": EVENT_WORDS,
        "reason": {**GROUNDS, **{f"glass:{reason}": words for reason, words in REASONS.items()}},
        "kind": {str(code): words for code, words in CORRECTION_KINDS.items()},
        "outcome": {str(code): words for code, (_kind, words) in CORRECTION_OUTCOMES.items()},
        **OTHERS,
    }
    values = {f"{name}.{code}": _(words) for name, known in codes.items() for code, words in known.items()}
    values |= {f"language.{code}": name for code, name in LANGUAGES.items()}
    return PackageWords(
        centre=centre,
        title=_("All that we keep about you"),
        line=_("{label}: {value}", label="{label}", value="{value}"),
        made_at=_("Made on {moment}.", moment="{moment}"),
        intro=_(
            "You asked what we keep about you. It stands here, and in data.json for programs; "
            "your papers are in the folder originals."
        ),
        others=_("This file also holds documents about other people."),
        missing=_("This file could not be read. Ask us for it."),
        infected=_("The antivirus found something in this file, so it is not in this package."),
        nothing=_("Nothing."),
        headings={name: _(words) for name, words in HEADINGS.items()},
        labels={name: _(words) for name, words in LABELS.items()},
        values={"yes": _("yes"), **values},
    )
