"""What can go wrong with kept papers: facts that their verbs share."""

from dossier.errors import Conflict, Missing, Refused

PLACE_MAX_CHARACTERS = 60
WORDS_MAX_CHARACTERS = 200


class NoSuchKeptPaper(Missing):
    """We cannot find this paper among those that are kept."""


class PlaceNeeded(Refused):
    """Say where it is kept: a box, a shelf."""


class UntilPast(Refused):
    """Keep it until a day that is still to come."""


class PaperUndecided(Refused):
    """Paper {number} is of a kind that we keep. Say where you keep it, or that it goes back."""


class PaperGone(Conflict):
    """This paper is not kept any more: {name} has noted that."""


class ReceiverNeeded(Refused):
    """Write the name of the person who took the paper."""


class ReasonNeeded(Refused):
    """Write why the paper is destroyed."""


class StillKept(Refused):
    """This paper is kept until {day}. Before that day it is not destroyed."""


class UndoOver(Conflict):
    """Only the one who noted this may take it back, and only for a short while."""
