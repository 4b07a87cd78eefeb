"""Where a client's reading of a list goes on: a moment and an id, in letters that mean nothing to the client."""

import base64
from datetime import datetime
from uuid import UUID

from dossier.errors import Refused


class CursorUnknown(Refused):
    """This cursor is not one of ours. Begin the list anew without one."""


def cursor_at(at: datetime, record_id: UUID) -> str:
    """Return the cursor behind a record of a list."""
    return base64.urlsafe_b64encode(f"{at.isoformat()} {record_id.hex}".encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[datetime, UUID]:
    """Return the moment and the id behind which a list goes on. Raises CursorUnknown."""
    try:
        told = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
        at, record_id = told.split(" ")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise CursorUnknown
        return moment, UUID(hex=record_id)
    except ValueError:
        raise CursorUnknown from None
