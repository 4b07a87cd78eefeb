"""What can go wrong with a second look."""

from dossier.errors import Conflict, Missing, Refused


class NoSuchSecondLook(Missing):
    """Nothing waits here for a second look of yours. Take the next one."""


class ReadingNeeded(Conflict):
    """A colleague reads this just now. Take the next one, or read it yourself first."""


class ProfileDiffers(Refused):
    """You changed something of what was filed. Put it right, or set it back first."""


class NothingWrong(Refused):
    """Nothing differs from what was filed. Change what is wrong, or say that it is in order."""
