"""What every event is: the record that it happened to, and its own facts."""

from dataclasses import dataclass, fields
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to one record."""

    record_id: UUID

    def facts(self) -> dict[str, str | int | None]:
        """Return the event's own fields, as plain JSON values."""
        return {
            each.name: _plain(getattr(self, each.name)) for each in fields(self) if each.name not in Event.__slots__
        }


def _plain(value: object) -> str | int | None:
    return value if isinstance(value, int | None) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositEvent(Event):
    """Something that happened within a deposit: watchers of the deposit are told."""

    deposit_id: UUID
