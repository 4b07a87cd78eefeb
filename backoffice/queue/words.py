"""The queue's codes in words."""

from dossier.documents.choosing import Act
from dossier.documents.put_aside import AsideReason
from dossier.documents.wanted import Shown
from web.catalogues import mark

PARTS = {
    Shown.WAITING: mark("Waiting"),
    Shown.MINE: mark("For me"),
    Shown.BACK: mark("Come back"),
    Shown.ASIDE: mark("Aside"),
}
"""The parts of the queue."""

URGENCIES = {
    0: ("", ""),
    1: ("", ""),
    2: ("look", mark("before long")),
    3: ("need", mark("rather urgent")),
    4: ("urgent", mark("very urgent")),
}
"""Urgency → the kind of state by which it is shown, and its words, which name no day: the date beside does."""

REASONS = {
    AsideReason.DEPOSITOR: mark("The depositor is asked something"),
    AsideReason.COLLEAGUE: mark("A colleague is asked something"),
    AsideReason.OUTSIDE: mark("Another office or person has to answer"),
    AsideReason.PAPER: mark("The paper itself is looked at"),
    AsideReason.OTHER: mark("Another reason"),
}
"""Why a document is aside."""

ACTS = {
    Act.ASSIGN: mark("Assign"),
    Act.HAND_OVER: mark("Hand over"),
    Act.PUT_ASIDE: mark("Put aside"),
    Act.FETCH_BACK: mark("Fetch back"),
    Act.PROPOSE_TYPE: mark("Propose a type"),
}
"""What is done with many documents."""

PASSED_OVER = {
    "held": mark("a colleague works on it"),
    "not_yours": mark("not in your hands"),
    "aside": mark("aside already"),
    "not_aside": mark("not aside"),
    "profiled": mark("profiled already"),
    "gone": mark("decided meanwhile"),
}
"""Why an act passes a document over."""

LANGUAGES = {
    "fr": mark("French"),
    "nl": mark("Dutch"),
    "en": mark("English"),
    "ar": mark("Arabic"),
    "tr": mark("Turkish"),
    "uk": mark("Ukrainian"),
    "es": mark("Spanish"),
    "ro": mark("Romanian"),
}
"""Depositors' languages; of another one the code is shown."""
