"""What can go wrong when pages are split and merged: facts that its verbs share."""

from dossier.errors import Conflict, Refused


class PagesMoved(Conflict):
    """The pages lie otherwise by now. Look again, then try once more."""


class DocumentFixed(Conflict):
    """This document is decided, or waits for its second reader. Its pages stay as they are."""


class FirstPage(Refused):
    """This page is the first of its document. Cut before another page."""


class NothingBefore(Refused):
    """No document stands before this one. Merge another one."""


class StandsThere(Refused):
    """This page already stands in that document."""


class LastPage(Refused):
    """At least one page stays in a document that waits. Refuse that document instead."""


class NothingToUndo(Conflict):
    """There is nothing to undo."""


class NothingToRedo(Conflict):
    """There is nothing to redo."""


class ActOfColleague(Conflict):
    """A colleague did the last act. Only they can undo or redo it."""


class TooFarBack(Refused):
    """The last {acts} acts can be undone, not more."""


class ChangedSince(Conflict):
    """Something else has changed since. This act stays as it is."""
