"""What a receipt signs: number, time, and the ordered list of originals; nothing that processing adds later."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from dossier import signing

PURPOSE = "receipt-statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOriginal:
    """One original as the receipt names it."""

    sha256: str  # of the bytes as they were received
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The words of a receipt that a signature covers."""

    number: str
    issued_at: datetime
    originals: tuple[SignedOriginal, ...]

    @property
    def content_digest(self) -> str:
        """Return the SHA-256 of the sorted hashes of the originals: the same whatever the order of the papers."""
        return hashlib.sha256("".join(sorted(each.sha256 for each in self.originals)).encode()).hexdigest()

    def signed(self) -> str:
        """Return the statement as canonical JSON in a signed token."""
        return signing.sign(PURPOSE, self._canonical())

    def _canonical(self) -> str:
        return json.dumps(
            {
                "number": self.number,
                "issued_at": self.issued_at.isoformat(),
                "originals": [{"sha256": each.sha256, "page_count": each.page_count} for each in self.originals],
                "content_digest": self.content_digest,
            },
            sort_keys=True,
            separators=(",", ":"),
        )


def read_statement(token: str) -> Statement:
    """Return the statement that a signed token holds.

    Raises BadToken when the signature does not hold, or the digest is not that of the originals.
    """
    told = json.loads(signing.read(PURPOSE, token))
    statement = Statement(
        number=told["number"],
        issued_at=datetime.fromisoformat(told["issued_at"]),
        originals=tuple(SignedOriginal(**each) for each in told["originals"]),
    )
    if statement.content_digest != told["content_digest"]:
        raise signing.BadToken
    return statement
