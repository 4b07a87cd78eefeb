"""Brings a centre's people, files and staff in from lists (CSV), as often as one likes.

* Right lines are taken and wrong ones reported with their number and a sentence: of 11,387 files some are always wrong,
  and one bad line must not keep all others out. Mend those and import the same list again: it changes nothing twice.
* What belongs together stands or falls together: one wrong line keeps its whole file out, never half a household.
* A list adds and changes, it removes nothing; an empty cell leaves what is there.
* A sentence never repeats a person's data, so that a report may be sent by mail.
"""

from dossier.people.import_.files import import_files
from dossier.people.import_.people import import_people
from dossier.people.import_.report import Report, Wrong
from dossier.people.import_.staff import import_staff

__all__ = ["Report", "Wrong", "import_files", "import_people", "import_staff"]
