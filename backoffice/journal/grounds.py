"""On which grounds someone looked, in an auditor's words: those of `people/access.py`, and of verbs of their own."""

from backoffice.glass.words import REASONS
from web.catalogues import mark

GROUNDS = {
    "waiting": mark("It waited to be filed"),
    "own_file": mark("Social worker of the file"),
    "department": mark("A file of their department"),
    "decided": mark("They decided it themselves"),
    "sent": mark("A colleague sent it to them"),
    "signal": mark("Their department was told of it"),
    "glass": mark("With a reason"),
    **{f"glass:{reason}": words for reason, words in REASONS.items()},
    "own_deposit": mark("Their own deposit"),
    "own_code": mark("Their own documents, after a one-time code"),
    "own_browser": mark("Handed in from the same browser"),
    "receipt": mark("A receipt printed again"),
    "request": mark("To ask for documents"),
    "told": mark("To tell the beneficiary who looked"),
    "client": mark("A connected system, within what it may do"),
    "document_system": mark("Copied into the document system"),
    "folder": mark("In a folder of their department"),
    "ebox": mark("Sent to an enterprise's eBox"),
    "audit": mark("To check how the centre works"),
}
"""Ground as the access log keeps it → why. What an auditor typed stands there as it is."""
