"""The grounds on which someone looked and the roles of staff, in words that a beneficiary understands."""

from web.catalogues import mark

GROUNDS = {
    "waiting": mark("It came in and had to be filed"),
    "own_file": mark("Your social worker"),
    "department": mark("Works in the department of your file"),
    "decided": mark("Filed or refused it"),
    "sent": mark("A colleague asked them to look at it"),
    "signal": mark("Their department was told of it"),
    "glass": mark("Opened it from outside, with a reason"),
    "own_deposit": mark("With your file number and birth date"),
    "own_code": mark("With a code that we sent you"),
    "own_browser": mark("Where it was handed in"),
    "receipt": mark("You asked for your receipt"),
    "audit": mark("To check how the centre works"),
    "request": mark("To ask you for documents"),
    "told": mark("To tell you who looked"),
    "client": mark("A connected system of the centre read it"),
    "document_system": mark("Copied into the centre's document system"),
    "folder": mark("It lay in a folder of their department"),
    "ebox": mark("The centre sent it to an enterprise, into its eBox"),
}
"""Ground → why, for the one who is told."""
UNKNOWN_GROUND = mark("From before grounds were written down")

ROLES = {
    "counter_clerk": mark("Counter"),
    "capture_agent": mark("Scan section"),
    "social_worker": mark("Social worker"),
    "spoc": mark("Referent"),
    "manager": mark("Management"),
    "auditor": mark("Audit"),
    "administrator": mark("Administrator"),
}


def ground_of(told: str) -> str:
    """Return the words for a ground as the access log keeps it."""
    return GROUNDS.get(told.partition(":")[0], UNKNOWN_GROUND)
