"""What the desk says in words: why something is suggested, the languages of papers, what seals them, what was done."""

from dossier.documents.suggest import Reason
from web.catalogues import mark

REASONS = {
    Reason.DEPOSITOR: mark("the depositor said so"),
    Reason.IDENTIFIED: mark("identified at the deposit"),
    Reason.REQUEST: mark("asked of this person"),
    Reason.INTERVIEW: mark("from the interview"),
    Reason.EMAIL: mark("the mail gives their address"),
    Reason.CODE: mark("a code of ours on a page"),
    Reason.HABIT: mark("mostly so for this type"),
}
"""Why something is suggested."""

LANGUAGES = {
    "fr": mark("French"),
    "nl": mark("Dutch"),
    "de": mark("German"),
    "en": mark("English"),
    "other": mark("Another language"),
}
"""In which language a document is written."""

SEALS = {"medical": mark("Medical"), "judicial": mark("Judicial")}
"""What seals a document."""

ACTS = {
    "validated": ("good", mark("Filed")),
    "second_reading": ("look", mark("Confirmed, for a second reading")),
    "refused": ("need", mark("Refused")),
    "sent": ("look", mark("Sent on")),
    "in_folder": ("good", mark("Filed in a folder")),
}
"""What a person did with a document: the shape and colour of it, and its words."""
