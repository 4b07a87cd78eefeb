"""Every reaction has a handler, every handler a reaction; events hold ids and codes alone."""

import dataclasses
from uuid import UUID

import pytest

from dossier import events
from dossier.jobs.handlers import HANDLERS
from dossier.outbox.reactions import QUEUE_CHANGES, REACTIONS

EVENTS = [
    each
    for each in vars(events).values()
    if isinstance(each, type) and issubclass(each, events.Event) and each not in {events.Event, events.DepositEvent}
]


def test_reactions_and_handlers_name_the_same_jobs() -> None:
    assert {reaction.job for reactions in REACTIONS.values() for reaction in reactions} == set(HANDLERS)
    assert set(EVENTS) >= set(REACTIONS) | QUEUE_CHANGES


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: str(event.__name__))
def test_an_event_holds_ids_and_codes_alone(event: type[events.Event]) -> None:
    for field in dataclasses.fields(event):
        assert field.type in {UUID, UUID | None, int, str}, field.name
        if field.type is str:
            assert field.name in {"circuit", "sha256", "receipt_number", "problem", "reason_code", "kind"}, field.name
