"""Rounds: what the worker does by the clock, for every centre in turn."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from dossier.database.actor import Actor, system
from dossier.deposits.abandon import abandon_old
from dossier.deposits.purge import purge_abandoned
from dossier.deposits.scan_original import scan_waiting
from dossier.errors import Unavailable
from dossier.journal import chain
from dossier.people.queries import all_centres
from dossier.reconcile.ask import ask_when_due
from dossier.reconcile.leftovers import sweep_leftovers
from dossier.removals.carry_out import carry_out_due
from dossier.resources import Resources
from dossier.signals.escalate import escalate
from dossier.signals.readdress import readdress
from dossier.uploads.expire import expire

CHAIN_SECONDS = 0.5
"""The chain's tail is at most about this old (the house promises 1 s)."""
CHAIN_LATE_SECONDS = 60
ABANDON_SECONDS = 600
PURGE_SECONDS = 600
REMOVE_SECONDS = 60
"""How often bytes are deleted that are to go by now."""
EXPIRE_SECONDS = 120
RECONCILE_SECONDS = 600
"""How often it is asked whether a check of the store is due."""
LEFTOVERS_SECONDS = 3600
SCAN_SECONDS = 60
"""How often files are brought before the antivirus anew that it has not seen."""
SIGNALS_SECONDS = 30
"""How often it is asked which signals nobody took in time, and whose addressee is away."""

log = structlog.get_logger()


async def walk(resources: Resources) -> None:
    """Walk all rounds until cancelled; a database that is away for a while ends none of them."""

    async def link(actor: Actor) -> None:
        while await chain.link(actor, late=chain.LATE_EVENTS) == chain.AT_ONCE:
            pass

    async def abandon(actor: Actor) -> None:
        await abandon_old(actor, resources.settings.deposit_open_seconds)

    async def purge(actor: Actor) -> None:
        await purge_abandoned(actor, resources.settings.abandoned_keep_seconds)

    async def remove(actor: Actor) -> None:
        await carry_out_due(resources, actor)

    async def expire_uploads(actor: Actor) -> None:
        await expire(resources.vault, actor)

    async def reconcile(actor: Actor) -> None:
        await ask_when_due(actor, resources.settings)

    async def scan(actor: Actor) -> None:
        await scan_waiting(resources, actor)

    async def mind_signals(actor: Actor) -> None:
        await readdress(actor)
        await escalate(actor)

    async with asyncio.TaskGroup() as group:
        group.create_task(_round("chain", CHAIN_SECONDS, lambda: _each_centre(link)))
        group.create_task(_round("chain, late", CHAIN_LATE_SECONDS, lambda: _each_centre(chain.link)))
        group.create_task(_round("abandon", ABANDON_SECONDS, lambda: _each_centre(abandon)))
        group.create_task(_round("purge", PURGE_SECONDS, lambda: _each_centre(purge)))
        group.create_task(_round("remove", REMOVE_SECONDS, lambda: _each_centre(remove)))
        group.create_task(_round("expire", EXPIRE_SECONDS, lambda: _each_centre(expire_uploads)))
        group.create_task(_round("reconcile", RECONCILE_SECONDS, lambda: _each_centre(reconcile)))
        group.create_task(_round("signals", SIGNALS_SECONDS, lambda: _each_centre(mind_signals)))
        group.create_task(_round("scan", SCAN_SECONDS, lambda: _each_centre(scan)))
        group.create_task(_round("leftovers", LEFTOVERS_SECONDS, lambda: sweep_leftovers(resources)))


async def _each_centre(act: Callable[[Actor], Awaitable[object]]) -> None:
    for centre_id in await all_centres():
        await act(system(centre_id))


async def _round(name: str, seconds: float, act: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await act()
        except Unavailable as error:
            log.warning("round_put_off", round=name, reason=error.code())
        await asyncio.sleep(seconds)
