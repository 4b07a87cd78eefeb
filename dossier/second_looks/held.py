"""Which second looks are whose: what waits, may be read by the one who acts, and was not filed by them."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.documents.access import Readable, check_readable
from dossier.documents.fields import valid_until
from dossier.documents.profile import Profile
from dossier.people.access import READABLE
from dossier.second_looks.errors import NoSuchSecondLook

CLEARED: dict[str, object] = {
    "profile": None,
    "read_by": None,
    "read_type_id": None,
    "read_beneficiary_id": None,
}
"""What an ended look keeps no more: who read it and what it said. The document says what is so now."""

OPEN = f"""l.state = 'waiting' AND l.looks_from <= $1 AND d.state = 'validated' AND d.decided_at = l.filed_at
    AND d.decided_by <> app_staff() AND {READABLE}
    AND (l.profile ->> 'social_file_id')::uuid <> ALL (kin_files())
    AND NOT EXISTS (SELECT FROM staff_ties k WHERE k.staff_id = app_staff()
                    AND k.beneficiary_id = (l.profile ->> 'beneficiary_id')::uuid)"""
"""SQL over looks `l` and their documents `d`: those that the one who acts may give at a moment ($1). The rule of
need to know as everywhere, nobody's own work, and nobody's kin: neither where it stands now nor where it was filed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLook:
    """A look that the actor may give, with what was filed."""

    id: UUID
    found: Readable  # its document
    filed: Profile  # as it was validated; until when it counts, where that is not by the rule of its type
    type_now_id: UUID  # the version that holds now of the type it was filed as
    read_by: UUID | None  # who said last what they read
    read_type_id: UUID | None
    read_beneficiary_id: UUID | None

    @property
    def filed_now(self) -> Profile:
        """Return what was filed, under the version of its type that holds now, from which readers choose."""
        return replace(self.filed, type_id=self.type_now_id)


async def hold_look(tx: Transaction, look_id: UUID) -> HeldLook:
    """Return a look that waits, and hold it until commit.

    Raises NoSuchSecondLook for one that is not the actor's to give, and what `check_readable` raises.
    """
    row = await tx.row(
        f"""SELECT l.id, l.document_id, l.profile, l.read_by, l.read_type_id, l.read_beneficiary_id,
                   current_type(l.type_id) AS type_now_id, t.validity_days
            FROM second_looks l JOIN documents d ON d.id = l.document_id JOIN document_types t ON t.id = l.type_id
            WHERE l.id = $2 AND {OPEN} FOR UPDATE OF l""",
        clock.now(),
        look_id,
    )
    if row is None:
        raise NoSuchSecondLook
    return HeldLook(
        id=row["id"],
        found=await check_readable(tx, row["document_id"]),
        filed=_profile(json.loads(row["profile"]), row["validity_days"]),
        type_now_id=row["type_now_id"],
        read_by=row["read_by"],
        read_type_id=row["read_type_id"],
        read_beneficiary_id=row["read_beneficiary_id"],
    )


def _profile(kept: dict[str, Any], validity_days: int | None) -> Profile:
    document_date = date.fromisoformat(kept["document_date"]) if kept["document_date"] else None
    last_day = date.fromisoformat(kept["valid_until"]) if kept["valid_until"] else None
    return Profile(
        type_id=UUID(kept["type_id"]),
        beneficiary_id=UUID(kept["beneficiary_id"]),
        document_date=document_date,
        words=kept["words"],
        valid_until=None if last_day == valid_until(document_date, validity_days) else last_day,
        sender=kept["sender"],
        reference=kept["reference"],
        language=kept["language"],
        sealed_as=kept["sealed_as"],
    )
