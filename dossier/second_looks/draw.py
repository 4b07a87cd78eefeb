"""Draw documents for a second look: by chance, the same each time, and nobody's to guess. Pure."""

import hmac
from hashlib import sha256
from uuid import UUID

_DRAWN_BYTES = 8
_PURPOSE = b"guichet second look "


def is_drawn(key: bytes, document_id: UUID, share_percent: int) -> bool:
    """Say whether a document is among the share that another person looks at.

    The figure is a keyed hash of the document alone (HMAC-SHA-256), evenly spread below 2**64: it hangs on neither the
    time nor whoever files it, a job that runs twice draws the same, and taking a validation back and giving it again
    changes nothing. Without the key nobody knows beforehand.
    """
    figure = int.from_bytes(hmac.digest(key, _PURPOSE + document_id.bytes, sha256)[:_DRAWN_BYTES], "big")
    return figure * 100 < share_percent << 8 * _DRAWN_BYTES
