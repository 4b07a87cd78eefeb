"""Ask for a check of the store: a person by a button, the clock when one is due."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import ReconcileAsked
from dossier.outbox.publish import publish, waits
from dossier.people.devices import check_administrator
from dossier.reconcile import runs
from dossier.reconcile.runs import CheckUnderWay
from dossier.reconcile.values import Run
from dossier.settings import Settings


async def ask(actor: Actor, *, deep: bool) -> UUID:
    """Begin a run that the worker walks, or take up one that was left behind; return its id.

    Raises CheckUnderWay, and AdministratorOnly for a person who is none.
    """
    if actor.kind != "system":
        check_administrator(actor)
    async with transaction(actor) as tx:
        return await _ask(tx, deep=deep)


async def begin(actor: Actor, *, deep: bool) -> UUID:
    """Begin a run, or take up one that was left behind, that the caller walks; return its id. Raises CheckUnderWay."""
    async with transaction(actor) as tx:
        return await runs.begin(tx, deep=deep)


async def ask_when_due(actor: Actor, settings: Settings) -> None:
    """Ask for a deep check, else a light one, when the last is so old; or for what was left behind to go on."""
    with suppress(CheckUnderWay):
        async with transaction(actor) as tx:
            deep, light = await runs.last_finished(tx, deep=True), await runs.last_finished(tx, deep=False)
            left = await runs.under_way(tx)
            if left is not None and await waits(tx, "reconcile", left.id):
                return
            deep_due = _older(deep, settings.reconcile_deep_seconds)
            if left is not None or deep_due or _older(light, settings.reconcile_light_seconds):
                await _ask(tx, deep=deep_due)


async def _ask(tx: Transaction, *, deep: bool) -> UUID:
    run_id = await runs.begin(tx, deep=deep)
    await publish(tx, ReconcileAsked(record_id=run_id))
    return run_id


def _older(run: Run | None, seconds: int) -> bool:
    return run is None or run.started_at <= clock.now() - timedelta(seconds=seconds)
