"""Why a glass is broken and what a reviewer finds, in words."""

from dossier.glass.values import Outcome, Reason
from web.catalogues import mark

REASONS = {
    Reason.URGENT_HELP: mark("Someone needs help that cannot wait"),
    Reason.COLLEAGUE_AWAY: mark("I stand in for the colleague whose file it is"),
    Reason.BENEFICIARY_ASKS: mark("The beneficiary is here and asks for it"),
    Reason.LEGAL_DEADLINE: mark("A legal deadline runs out"),
    Reason.OTHER: mark("Another reason"),
}
OUTCOMES = {
    Outcome.IN_ORDER: ("good", mark("in order")),
    Outcome.FOLLOW_UP: ("need", mark("to be followed up")),
}
"""Shape and colour, and words."""
