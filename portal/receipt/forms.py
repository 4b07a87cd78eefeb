"""What one types to follow a deposit without its QR code, and which page is taken again."""

from dataclasses import dataclass
from uuid import UUID

from portal.identification.forms import FileAndBirth


@dataclass(frozen=True, kw_only=True)
class Followed(FileAndBirth):
    """The number of a receipt, and whose it is."""

    receipt: str


@dataclass(frozen=True, kw_only=True)
class Retake:
    """Which page of a refused document is taken again."""

    page: UUID
