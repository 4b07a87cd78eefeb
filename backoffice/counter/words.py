"""What the counter desk says of states, of those who bring papers, and of pages that are not good."""

from dossier.counter.bring import Relation
from dossier.lifecycle import DepositState
from web.catalogues import mark
from web.faults import faults

STATES = {
    DepositState.OPEN: ("need", mark("not sent yet")),
    DepositState.RECEIVED: ("look", mark("received")),
    DepositState.READY: ("look", mark("in the queue")),
    DepositState.CLOSED: ("good", mark("decided")),
    DepositState.WITHDRAWN: ("look", mark("taken back")),
}
"""Where a deposit of the day stands, as shape and word."""

RELATIONS = {
    Relation.FAMILY: mark("family"),
    Relation.FRIEND: mark("friend or neighbour"),
    Relation.PROFESSIONAL: mark("care worker or other service"),
    Relation.ADMINISTRATOR: mark("court-appointed administrator"),
    Relation.OTHER: mark("someone else"),
}
"""What somebody is to the person whose papers they bring."""

FAULTS = faults(
    {
        "blur": mark("Scan it again."),
        "dark": mark("Scan it again, with more light."),
        "glare": mark("Move it a little, and take it again."),
        "cut_off": mark("Lay all four corners in, and take it again."),
        "too_far": mark("Lay it nearer, and take it again."),
        "upside_down": mark("You may go on: it is turned later."),
        "blank": mark("Was the sheet upside down in the scanner?"),
        "not_a_document": mark("Lay the paper flat, and take it again."),
    }
)
"""What helps when something is wrong with a page at a counter."""
