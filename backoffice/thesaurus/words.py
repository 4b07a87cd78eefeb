"""The thesaurus in words: its fields, what is proposed, and where the centre could get a paper itself."""

from dossier.lifecycle import ProposalState
from dossier.thesaurus.content import Asked, Moment, Situation
from dossier.thesaurus.proposals import Kind
from web.catalogues import mark

FIELDS = {
    "label_fr": mark("Name in French"),
    "label_nl": mark("Name in Dutch"),
    "description_fr": mark("Description in French"),
    "description_nl": mark("Description in Dutch"),
    "plain_fr": mark("For the citizen, in French"),
    "plain_nl": mark("For the citizen, in Dutch"),
    "keywords_fr": mark("Other words in French"),
    "keywords_nl": mark("Other words in Dutch"),
    "category": mark("Category"),
    "departments": mark("Departments concerned"),
    "validity_days": mark("Valid for, in days"),
    "validity_note": mark("How its validity is read"),
    "sensitivity": mark("Sensitivity"),
    "authentic_source": mark("Authentic source"),
    "paper": mark("What becomes of the paper"),
    "paper_months": mark("The paper is kept for, in months"),
    "two_readers": mark("Read by two people"),
    "asks": mark("The desk asks for"),
    "example_id": mark("Example picture"),
    "signal_rules": mark("Signal rules"),
    "retention": mark("Retention"),
}
"""What a version says, field by field, in the order in which it is read."""

KINDS = {
    Kind.NEW: mark("New term"),
    Kind.CHANGE: mark("Change"),
    Kind.REVIVE: mark("Bring back"),
    Kind.MERGE: mark("Merge"),
    Kind.RETIRE: mark("Retire"),
}

STATES = {
    ProposalState.PROPOSED: ("look", mark("waits for a decision")),
    ProposalState.APPROVED: ("good", mark("approved")),
    ProposalState.REJECTED: ("need", mark("rejected")),
    ProposalState.WITHDRAWN: (None, mark("withdrawn")),
}
"""The shape and colour of each state, and its words."""

PAPERS = {
    "returned": mark("it goes back to the person"),
    "kept": mark("the centre keeps it"),
    "by_choice": mark("whoever takes it in decides"),
}

SENSITIVITIES = {"normal": mark("normal"), "medical": mark("medical"), "judicial": mark("judicial")}

ASKED = {
    Asked.DOCUMENT_DATE: mark("the date on the document"),
    Asked.WORDS: mark("what it is, in a few words"),
    Asked.VALID_UNTIL: mark("until when it is valid"),
    Asked.SENDER: mark("its sender"),
    Asked.REFERENCE: mark("its reference"),
    Asked.LANGUAGE: mark("its language"),
}

SITUATIONS = {
    Situation.OPEN_FILE: mark("the social file is open"),
    Situation.CLOSED_FILE: mark("the social file is closed"),
    Situation.NO_FILE: mark("no social file is known"),
    Situation.MINORS: mark("someone in the household is under 18"),
}
"""What a signal rule may ask of the beneficiary's situation."""

MOMENTS = {
    Moment.VALIDATION: mark("when it is filed"),
    Moment.CAPTURE: mark("as soon as it is received"),
}
"""When a signal rule tells."""

COUNTED_FROM = {
    "document_date": mark("the date of the document"),
    "validation": mark("the day it was filed"),
    "validity_end": mark("the end of its validity"),
    "file_closed": mark("the closing of the social file"),
}

AFTERWARDS = {
    "dispose": mark("it is destroyed"),
    "archive": mark("it goes to the archives"),
    "review": mark("a person looks at it"),
}

_SOURCES = {
    "RN": mark("the National Register"),
    "BAEC": mark("the register of civil status deeds (BAEC)"),
    "BCSS": mark("the Crossroads Bank for Social Security (CBSS)"),
    "SPF": mark("a federal public service"),
}
"""The sources of the first thesaurus, by the first part of their code; any other is shown as it is written."""


def source_name(code: str) -> tuple[str | None, str]:
    """Return a source's name to translate, None where we know none, and the rest of its code."""
    first, _, rest = code.partition("-")
    return (_SOURCES[first], rest) if first in _SOURCES else (None, code)
