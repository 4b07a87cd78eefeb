"""A paper that is asked for, as the person reads of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedPaper:
    """What a paper is called in the centre's languages, what it is, and why it is asked again."""

    label_fr: str
    label_nl: str
    plain_fr: str
    plain_nl: str
    again: str | None  # of the reasons of `reopen.py`

    def label(self, language: str) -> str:
        """Return its name in a language; French for any but Dutch."""
        return self.label_nl if language == "nl" else self.label_fr

    def plain(self, language: str) -> str:
        """Return what it is, in a plain sentence; empty where its name must do."""
        return self.plain_nl if language == "nl" else self.plain_fr
