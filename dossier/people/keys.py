"""The keys by which a staff member works: their own where they changed some, or none at all (WCAG 2.1.4)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import KeysSet
from dossier.outbox.publish import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySettings:
    """What a staff member made of the keys."""

    off: bool = False
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # screen → act → key, where it differs

    def of(self, screen: str) -> Mapping[str, str]:
        """Return the keys of a screen that are their own, by act."""
        return self.own.get(screen, {})


async def set_keys(actor: Actor, screen: str, own: Mapping[str, str], *, off: bool) -> None:
    """Keep the keys of a screen that are another than ours (none: as they were), and whether all are switched off."""
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO key_settings (staff_id, centre_id, off, own)
               VALUES ($1, $2, $3, jsonb_build_object($4::text, $5::jsonb))
               ON CONFLICT (staff_id) DO UPDATE SET off = EXCLUDED.off, own = key_settings.own || EXCLUDED.own""",
            actor.staff_id,
            actor.centre_id,
            off,
            screen,
            json.dumps(dict(own)),
        )
        assert actor.staff_id is not None
        await publish(tx, KeysSet(record_id=actor.staff_id, kind="off" if off else screen))
