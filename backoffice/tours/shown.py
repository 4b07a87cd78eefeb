"""Which tour is over the screen that is asked for, and which one is offered."""

from backoffice.tours.tours import Tour, tours_of
from dossier.people.staff import Staff
from web.scope import Connection


def tour_over(request: Connection, staff: Staff) -> Tour | None:
    """Return the tour that the address names, where it is one of theirs and over this screen."""
    wanted = request.query_params.get("tour")
    path = request.url.path
    return next((each for each in tours_of(staff.actor.roles) if each.id == wanted and each.path == path), None)


def tour_offered(staff: Staff) -> Tour | None:
    """Return the first tour of theirs that they neither took nor put away; none in training, where exercises lead."""
    if staff.trains:
        return None
    return next((each for each in tours_of(staff.actor.roles) if each.id not in staff.tours_seen), None)
