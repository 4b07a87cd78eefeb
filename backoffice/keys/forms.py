"""What is typed of keys: one for every act, whether they are used, and where to go back to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysForm:
    """Everything but the keys themselves, which bear the names of their acts."""

    used: bool
    as_they_were: bool
    back: str | None
