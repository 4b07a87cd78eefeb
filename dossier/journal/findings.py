"""What speaks against the journal, each as a fact with its sentence: found by `verify`, never raised."""

from datetime import datetime
from typing import Any

from dossier.errors import Conflict

_TIMES = frozenset({"at", "anchored", "stamped"})
"""Facts that are moments; all others are numbers."""


class JournalChanged(Conflict):
    """The journal is not what it was."""

    def told(self) -> dict[str, object]:
        """Return the finding as plain JSON values."""
        facts = {name: each.isoformat() if isinstance(each, datetime) else each for name, each in self.facts.items()}
        return {"code": self.code(), **facts}


def read_finding(told: dict[str, Any]) -> JournalChanged:
    """Return a finding that was kept as plain JSON values."""
    kinds = {each.code(): each for each in JournalChanged.__subclasses__()}
    facts = {name: datetime.fromisoformat(each) if name in _TIMES else each for name, each in told.items()}
    del facts["code"]
    return kinds[told["code"]](**facts)


class PlaceGone(JournalChanged):
    """Place {position} of the chain is missing."""


class EventGone(JournalChanged):
    """Event {event}, at place {position} of the chain, is gone."""


class EventChanged(JournalChanged):
    """Event {event}, at place {position} of the chain, is not what was linked there."""


class EventOutside(JournalChanged):
    """Event {event} says {at}, but stands outside the chain: it was put in later."""


class EventBackdated(JournalChanged):
    """Event {event} says {at}, but was linked after anchor {anchor} of {anchored}: it was put in later."""


class ChainCut(JournalChanged):
    """The chain ends at place {position}, but anchor {anchor} of {at} saw it at {seen}."""


class ChainRewritten(JournalChanged):
    """At place {position} the chain is not what anchor {anchor} of {at} saw."""


class AnchorOutOfLine(JournalChanged):
    """Anchor {anchor} of {at} does not follow the one before it."""


class AnchorNotInStore(JournalChanged):
    """Anchor {anchor} of {at} is not in the store."""


class AnchorNotInDatabase(JournalChanged):
    """The store holds an anchor {anchor} that the database does not."""


class StoredAnchorChanged(JournalChanged):
    """Anchor {anchor} was changed in the store."""


class StampNotInStore(JournalChanged):
    """The time stamp of anchor {anchor} is not in the store."""


class StampNotInDatabase(JournalChanged):
    """The store holds a time stamp of anchor {anchor} that the database does not."""


class StoredStampChanged(JournalChanged):
    """The time stamp of anchor {anchor} was changed in the store."""


class StampWithoutAnchor(JournalChanged):
    """The time stamp of {stamped} vouches for anchor {anchor}, which is gone."""


class StampNotForAnchor(JournalChanged):
    """The time stamp of {stamped} does not vouch for anchor {anchor} as it is now."""


class StampTooLate(JournalChanged):
    """Anchor {anchor} says {at}, but was only stamped {stamped}."""


class StampUnchecked(JournalChanged):
    """Anchor {anchor} has a time stamp, but GUICHET_STAMP_CERTIFICATES names nobody to believe."""
