"""What a package says beside its facts, in the person's language: given by who asks for it, kept until it is made."""

import json
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageWords:
    """The sentences of a package's PDF."""

    centre: str
    title: str
    line: str  # `{label}`, `{value}`
    made_at: str  # `{moment}`
    intro: str
    others: str  # at a file that also holds documents about other people
    missing: str  # at a file that could not be read
    infected: str  # at a file in which the antivirus found something
    nothing: str  # under a heading with nothing below it
    headings: dict[str, str]  # of a section, by its name in the facts
    labels: dict[str, str]  # of a fact, by its name
    values: dict[str, str]  # of a code, whatever it stands for

    def kept(self) -> str:
        """Return the words as a row keeps them."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, kept: str) -> Self:
        """Read the words of a row."""
        return cls(**json.loads(kept))
