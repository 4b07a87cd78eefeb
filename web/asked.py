"""What a person reads of a paper that is asked again: why what they gave is not enough, and what to do."""

from dossier.requests.reopen import ReopenReason
from web.catalogues import mark

ASKED_AGAIN = {
    ReopenReason.PAGES_MISSING: mark("Pages are missing. Take photos of all pages."),
    ReopenReason.OTHER_PERIOD: mark("That was another period. Give the right one."),
    ReopenReason.NOT_READABLE: mark("We cannot read all of it. Take a new photo."),
    ReopenReason.OTHER: mark("What we have is not enough. Ask your social worker."),
}
"""A sentence for each reason."""
