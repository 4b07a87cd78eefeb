"""What one types to follow a deposit without its QR code."""

from dataclasses import dataclass

from portal.identification.forms import FileAndBirth


@dataclass(frozen=True, kw_only=True)
class Followed(FileAndBirth):
    """The number of a receipt, and whose it is."""

    receipt: str
