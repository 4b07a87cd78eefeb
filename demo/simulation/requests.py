"""Requests for documents in a simulated year: answered by what came in, waiting for it, or waived."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from demo.bulk import Rows
from demo.simulation.centre import Centre, File, drawn_id
from demo.simulation.life import Filed

COLUMNS = {
    "document_requests": "id, centre_id, social_file_id, beneficiary_id, state, language, due_on, asked_by, asked_at, "
    "waived_by, waived_at, waive_reason",
    "request_items": "id, centre_id, request_id, position, type_id, document_id, waits_since",
    "request_pauses": "id, centre_id, request_id, began_at, ended_at",
}
ONE_IN_DEPOSITS = 8
"""Of so many deposits, one answers a request."""
_WAITING_SHARE, _WAIVED_SHARE, _PARTLY_SHARE, _PAUSED_SHARE = 0.15, 0.04, 0.08, 0.05
_ANSWERED_DAYS, _DUE_DAYS, _WAITING_DAYS = 6.0, 14, 35


def make_requests(
    rows: Rows, centre: Centre, chance: random.Random, filed: list[Filed], count: int, until: datetime
) -> None:
    """Make about so many requests up, to be written."""
    for answer in chance.sample(filed, min(count, len(filed))):
        asked_at = answer.captured_at - timedelta(days=chance.expovariate(1 / _ANSWERED_DAYS), hours=2)
        partly = chance.random() < _PARTLY_SHARE
        request_id = _request(rows, centre, chance, answer.file, "partly_answered" if partly else "answered", asked_at)
        _item(rows, centre, chance, request_id, 0, answer.type_id, asked_at, answer.id)
        if partly:
            _item(rows, centre, chance, request_id, 1, chance.choice(centre.types), asked_at, None)
        if chance.random() < _PAUSED_SHARE:
            waited = answer.captured_at - asked_at
            pause = (asked_at + waited * 0.2, asked_at + waited * 0.5)
            rows.add("request_pauses", drawn_id(chance), centre.centre_id, request_id, *pause)
    for _ in range(int(count * _WAITING_SHARE)):
        asked_at = until - timedelta(days=chance.uniform(0.1, _WAITING_DAYS))
        request_id = _request(rows, centre, chance, chance.choice(centre.files), "open", asked_at)
        _item(rows, centre, chance, request_id, 0, chance.choice(centre.types), asked_at, None)
    for _ in range(int(count * _WAIVED_SHARE)):
        asked_at = until - timedelta(days=chance.uniform(_WAITING_DAYS, 300))
        request_id = _request(rows, centre, chance, chance.choice(centre.files), "waived", asked_at)
        _item(rows, centre, chance, request_id, 0, chance.choice(centre.types), asked_at, None)


def _request(rows: Rows, centre: Centre, chance: random.Random, file: File, state: str, asked_at: datetime) -> UUID:
    request_id = drawn_id(chance)
    whose = (file.id, file.beneficiary_id, state, file.language, (asked_at + timedelta(days=_DUE_DAYS)).date())
    is_waived = state == "waived"
    waived = (file.worker_id, asked_at + timedelta(days=9), "not_needed") if is_waived else (None, None, None)
    rows.add("document_requests", request_id, centre.centre_id, *whose, file.worker_id, asked_at, *waived)
    return request_id


def _item(
    rows: Rows,
    centre: Centre,
    chance: random.Random,
    request_id: UUID,
    position: int,
    type_id: UUID,
    since: datetime,
    answered_by: UUID | None,
) -> None:
    told = (drawn_id(chance), centre.centre_id, request_id, position, type_id, answered_by, since)
    rows.add("request_items", *told)
