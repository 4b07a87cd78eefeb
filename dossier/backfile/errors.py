"""What can go wrong with a paper file that is scanned."""

from dossier.errors import Conflict, Missing, Refused


class NoSuchPart(Missing):
    """This part is not in the paper file. Go back to the file and choose again."""


class PartEnded(Conflict):
    """All of this part is scanned. Open it again first if sheets were found."""


class StacksUnderWay(Conflict):
    """Stacks of this part are still being read, or need you. Settle these batches first."""


class SheetsMissing(Refused):
    """{counted} sheets were counted, and {scanned} are scanned. Scan the others, or say that this is all there is."""


class SheetsOver(Refused):
    """{counted} sheets were counted, and {scanned} are scanned. Count again, or say that it is right so."""


class PartsWaiting(Refused):
    """Parts of this file are not scanned yet. It is digital only once they all are."""


class DigitalTooEarly(Refused):
    """The file was opened later than that day. Choose another one."""
