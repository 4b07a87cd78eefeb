"""What one types to follow a deposit without its QR code, and which page is taken again, where to e-mail a receipt."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from dossier.notices.address import EMAIL_MAX_CHARACTERS
from portal.identification.forms import FileAndBirth
from web.forms import text


@dataclass(frozen=True, kw_only=True)
class Followed(FileAndBirth):
    """The number of a receipt, and whose it is."""

    receipt: str


@dataclass(frozen=True, kw_only=True)
class Retake:
    """Which page of a refused document is taken again."""

    page: UUID


class Where(StrEnum):
    """Where a receipt is sent."""

    FILE = "file"  # the address of the person's own file
    TYPED = "typed"


@dataclass(frozen=True, kw_only=True)
class ReceiptTo:
    """Where a receipt is sent by e-mail."""

    where: Where
    email: Annotated[str | None, text(EMAIL_MAX_CHARACTERS)]
