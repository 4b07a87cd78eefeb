"""What can go wrong, in five families. A leaf's name is the fact; its docstring's first line is what a person reads.

Sentences are message ids of the catalogues in `locale/`; words in braces are filled from the error's facts.
No error knows HTTP: `web/problems.py` turns a family into an answer.
"""

import re


class DossierError(Exception):
    """Something went wrong."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(type(self).sentence().format_map(_Blanks(facts)))

    @classmethod
    def sentence(cls) -> str:
        """Return the sentence for a person, untranslated, with its braces open."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    @classmethod
    def code(cls) -> str:
        """Return the stable name of this fact, as in `already-validated`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()


class _Blanks(dict[str, object]):
    """Facts for `format_map`, in which a missing one is left open."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


class Missing(DossierError):
    """We could not find what you asked for."""


class Conflict(DossierError):
    """Someone was here before you. Look again and try once more."""


class Refused(DossierError):
    """We cannot take this as it is."""


class Forbidden(DossierError):
    """You may not do this."""


class Unavailable(DossierError):
    """This does not work just now. Nothing is lost: try again in a moment."""
