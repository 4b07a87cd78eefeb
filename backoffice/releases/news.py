"""What came since a staff member was last here."""

from datetime import date

from dossier.people.staff import Staff
from web.releases import Release, releases


def news_for(staff: Staff) -> tuple[Release, ...]:
    """Return the releases that are new to a staff member, the newest first; none to one who began just now."""
    known: date | None = staff.release_seen
    return tuple(each for each in releases() if known is not None and each.day > known)
