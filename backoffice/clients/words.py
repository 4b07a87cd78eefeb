"""What a connected system may do, in words."""

from dossier.clients.scopes import Scope
from web.catalogues import mark

SCOPES = {
    Scope.DOCUMENTS_READ: (mark("Read filed documents"), mark("But none that is sealed.")),
    Scope.DEPOSITS_WRITE: (mark("Hand documents in"), mark("They come into the queue, and get a receipt.")),
    Scope.REQUESTS_READ: (
        mark("Read requests for documents"),
        mark("How far each has come. None that asks for a sealed document."),
    ),
    Scope.REQUESTS_WRITE: (
        mark("Ask people for documents"),
        mark("In the name of a worker, and as far as that worker may. The journal names both."),
    ),
    Scope.REGISTRATIONS_WRITE: (
        mark("Register internal and outgoing documents"),
        mark("In the name of a worker, and as far as that worker may. The journal names both."),
    ),
    Scope.PEOPLE_WRITE: (
        mark("Bring in people, social files and staff"),
        mark("New ones, and what changed of those that are there. No administrators and no auditors."),
    ),
    Scope.SIGNALS_READ: (mark("Read signals"), mark("Which department was told of which document.")),
    Scope.WEBHOOKS_MANAGE: (
        mark("Be told at once of what happens"),
        mark("By a message that names nobody, to an address of that system."),
    ),
}
"""Scope → what it lets a system do, and how far."""
