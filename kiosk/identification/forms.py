"""What a scanner typed."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ScannedCode:
    """What a scanner typed, as the screen understood it."""

    code: str
