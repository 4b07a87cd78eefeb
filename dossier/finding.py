"""Says what was found when something was tried out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was tried: whether it is well, and the sentence that says it."""

    well: bool
    sentence: str
