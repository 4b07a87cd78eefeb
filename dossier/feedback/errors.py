"""What can go wrong with feedback: facts that its verbs share."""

from dossier.errors import Conflict, Missing, Refused


class NoSuchFeedback(Missing):
    """This feedback is not there, or somebody else answers it."""


class WordsNeeded(Refused):
    """Write what you want to tell."""


class NotAPicture(Refused):
    """Send the picture as a JPEG, PNG or WebP."""


class PictureForNobody(Refused):
    """Your team has no SPOC who may see a picture. Send your words without it."""


class AnsweredAlready(Conflict):
    """This feedback was answered already."""
