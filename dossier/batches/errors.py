"""What can go wrong with a batch."""

from dossier.errors import Conflict, Forbidden, Missing, Refused


class NotTheScanSection(Forbidden):
    """Batches are the scan section's work. Ask your administrator if that is yours."""


class NoSuchBatch(Missing):
    """This batch is not there any more. Go back to the list of today."""


class NoSuchSheet(Missing):
    """This sheet is not in the batch. Go back to the batch and choose again."""


class SheetSettled(Conflict):
    """A colleague has just dealt with this sheet. Look at the batch again."""


class SheetInDocument(Conflict):
    """This sheet is in a document already. Look for the document in the queue."""


class BatchNotRead(Conflict):
    """This batch is still being read. Wait a moment."""


class BatchFileGone(Conflict):
    """The file of this batch is kept no longer. Scan the sheet again."""


class NoPersonHere(Refused):
    """We know nobody like this. Choose a person from the list."""


class NoSuchScanner(Refused):
    """This scanner is not known here. Choose another one."""
