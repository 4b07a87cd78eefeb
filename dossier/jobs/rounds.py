"""Rounds: what the worker does by the clock, for every centre in turn."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from dossier.audit.checks import ask_check_when_due
from dossier.batches.drop import take_drop
from dossier.batches.folder import sweep_folder, take_folder
from dossier.batches.let_go import let_batches_go
from dossier.counter.scans import sweep_taken
from dossier.database.actor import Actor, system
from dossier.deposits.abandon import abandon_old
from dossier.deposits.purge import purge_abandoned
from dossier.deposits.read_texts import read_old_texts
from dossier.deposits.scan_original import scan_waiting
from dossier.document_system.copy_out import copy_out
from dossier.documents.forget_groups import forget_groups
from dossier.documents.rank import rank_unranked
from dossier.errors import Unavailable
from dossier.expected.measure import measure_waits
from dossier.exports.let_go import let_go
from dossier.files.bundles import expire_bundles
from dossier.journal import chain
from dossier.journal.anchors import anchor_when_due
from dossier.journal.authority import authority_of
from dossier.journal.stamps import stamp_when_due
from dossier.mail.fetch import fetch_mail
from dossier.mail.let_go import let_mails_go
from dossier.one_time_codes.forget import forget_codes
from dossier.people.forget_phones import forget_old_phones
from dossier.people.queries import all_centres
from dossier.receipt_emails.forget import forget_receipt_emails
from dossier.reconcile.ask import ask_when_due
from dossier.reconcile.leftovers import sweep_leftovers
from dossier.registrations.folder import sweep_registered
from dossier.registrations.held_letters import send_held_letters
from dossier.removals.carry_out import carry_out_due
from dossier.requests.answer import answer_missed
from dossier.requests.send_held import send_held
from dossier.resources import Resources
from dossier.second_looks.drop import drop_overdue
from dossier.settings import Settings
from dossier.signals.digest import DigestWriter, make_digests
from dossier.signals.escalate import escalate
from dossier.signals.readdress import readdress
from dossier.training.centres import is_training
from dossier.training.wall import behind_wall
from dossier.uploads.expire import expire

CHAIN_SECONDS = 0.5
"""The chain's tail is at most about this old (the house promises 1 s)."""
CHAIN_LATE_SECONDS = 60
ANCHOR_SECONDS, STAMP_SECONDS = 60, 600
"""How often it is asked whether an anchor of the journal is due, and its time stamp."""
JOURNAL_CHECK_SECONDS = 600
"""How often it is asked whether a check of the journal is due."""
ABANDON_SECONDS = 600
PURGE_SECONDS = 600
REMOVE_SECONDS = 60
"""How often bytes are deleted that are to go by now."""
EXPIRE_SECONDS = 120
EXPORTS_SECONDS = 600
"""How often it is asked whether a package about a person is old enough to go."""
RECONCILE_SECONDS = 600
"""How often it is asked whether a check of the store is due."""
LEFTOVERS_SECONDS = 3600
TEXTS_SECONDS = 600
"""How often it is looked for pages that were made before their text was taken."""
ANSWER_SECONDS = 300
"""How often requests are looked for that a filed document answers, and whose job was lost or came too early."""
NOTICES_SECONDS = 15
"""How often notices are looked for that were held for the undo time, and may leave."""
SCAN_SECONDS = 60
"""How often files are brought before the antivirus anew that it has not seen."""
SIGNALS_SECONDS = 30
"""How often it is asked which signals nobody took in time, whose addressee is away, and whether digests are due."""

EXPECTED_SECONDS = 900
"""How often it is measured how long documents waited lately."""
GROUPS_SECONDS = 3600
"""How often groups of the queue are looked for in which nothing waits any more."""
RANK_SECONDS = 60
"""How often documents are looked for that wait and have no place in the queue's order yet."""

SECOND_LOOKS_SECONDS = 600
"""How often it is asked which second looks nobody gave in time."""

EachCentre = Callable[[Actor], Awaitable[object]]

log = structlog.get_logger()


async def walk(resources: Resources, write_digest: DigestWriter) -> None:
    """Walk all rounds until cancelled; a database that is away for a while ends none of them."""
    shut = {name: act for name, _, act in _rounds(behind_wall(resources), write_digest)}
    async with asyncio.TaskGroup() as group:
        for name, seconds, act in _rounds(resources, write_digest):
            group.create_task(_round(name, seconds, partial(_each_centre, act, shut.get(name))))
        group.create_task(_round("leftovers", LEFTOVERS_SECONDS, partial(sweep_leftovers, resources)))


def _rounds(resources: Resources, write_digest: DigestWriter) -> list[tuple[str, float, EachCentre]]:
    minding = ("signals", SIGNALS_SECONDS, partial(_mind_signals, resources, write_digest))
    return [*_of_the_journal(resources), *_of_the_rest(resources), minding]


def _of_the_journal(resources: Resources) -> list[tuple[str, float, EachCentre]]:
    async def link(actor: Actor) -> None:
        while await chain.link(actor, late=chain.LATE_EVENTS) == chain.AT_ONCE:
            pass

    rounds: list[tuple[str, float, EachCentre]] = [
        ("chain", CHAIN_SECONDS, link),
        ("chain, late", CHAIN_LATE_SECONDS, chain.link),
        ("journal check", JOURNAL_CHECK_SECONDS, ask_check_when_due),
        ("anchor", ANCHOR_SECONDS, partial(anchor_when_due, resources.vault)),
    ]
    authority = authority_of(resources.settings)
    if authority is not None and resources.settings.stamp_authority_url:
        rounds.append(("stamp", STAMP_SECONDS, partial(stamp_when_due, resources.vault, authority)))
    return rounds


def _of_the_rest(resources: Resources) -> list[tuple[str, float, EachCentre]]:
    settings = resources.settings
    rounds: list[tuple[str, float, EachCentre]] = [
        ("abandon", ABANDON_SECONDS, lambda actor: abandon_old(actor, settings.deposit_open_seconds)),
        ("purge", PURGE_SECONDS, lambda actor: purge_abandoned(actor, settings.abandoned_keep_seconds)),
        ("exports", EXPORTS_SECONDS, lambda actor: let_go(resources.vault, actor, settings.export_keep_seconds)),
        ("remove", REMOVE_SECONDS, partial(carry_out_due, resources)),
        ("expire", EXPIRE_SECONDS, partial(expire, resources.vault)),
        ("reconcile", RECONCILE_SECONDS, lambda actor: ask_when_due(actor, settings)),
        ("scan", SCAN_SECONDS, partial(scan_waiting, resources)),
        ("answer", ANSWER_SECONDS, answer_missed),
        ("rank", RANK_SECONDS, lambda actor: rank_unranked(actor, settings)),
        ("groups", GROUPS_SECONDS, forget_groups),
        ("second looks", SECOND_LOOKS_SECONDS, drop_overdue),
        ("notices", NOTICES_SECONDS, lambda actor: send_held(actor, settings.undo_seconds)),
        ("eBox", NOTICES_SECONDS, lambda actor: send_held_letters(actor, settings.undo_seconds)),
        ("texts", TEXTS_SECONDS, partial(read_old_texts, resources)),
        ("codes", PURGE_SECONDS, partial(_forget_codes, settings)),
        ("phones", PURGE_SECONDS, lambda actor: forget_old_phones(actor, settings.person_kept_days)),
        ("receipt e-mails", PURGE_SECONDS, lambda actor: forget_receipt_emails(actor, settings)),
        ("expected", EXPECTED_SECONDS, lambda actor: measure_waits(actor, settings)),
        ("scans", EXPORTS_SECONDS, partial(sweep_taken, settings)),
        ("registered", EXPORTS_SECONDS, partial(sweep_registered, settings)),
        ("batches", settings.batch_poll_seconds, partial(take_folder, resources)),
        ("batch drop", settings.batch_drop_poll_seconds, partial(take_drop, resources)),
        ("batch folder", EXPORTS_SECONDS, partial(sweep_folder, resources)),
        ("document system", settings.document_system_poll_seconds, partial(copy_out, resources)),
        ("batch files", EXPORTS_SECONDS, lambda actor: let_batches_go(actor, settings.batch_keep_days)),
        ("mails", EXPORTS_SECONDS, lambda actor: let_mails_go(actor, settings.mail_keep_days)),
        ("bundles", EXPIRE_SECONDS, partial(expire_bundles, resources.vault)),
    ]
    if settings.mail_imap_host:
        rounds.append(("mail", settings.mail_fetch_seconds, partial(fetch_mail, resources)))
    return rounds


async def _mind_signals(resources: Resources, write_digest: DigestWriter, actor: Actor) -> None:
    await readdress(actor)
    await escalate(actor)
    await make_digests(actor, resources.settings, write_digest)


async def _each_centre(act: EachCentre, in_training: EachCentre | None) -> None:
    """Act for every centre; for one to learn in, as where nothing leads out. None: there is no such act then."""
    for centre_id in await all_centres():
        own = in_training if await is_training(centre_id) else act
        if own is not None:
            await own(system(centre_id))


async def _round(name: str, seconds: float, act: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await act()
        except Unavailable as error:
            log.warning("round_put_off", round=name, reason=error.code())
        await asyncio.sleep(seconds)


async def _forget_codes(settings: Settings, actor: Actor) -> None:
    """Forget codes; those that were guessed at stay for as long as a wait goes by them."""
    window, longest = settings.one_time_codes_window_seconds, settings.one_time_codes_wait_max_seconds
    await forget_codes(actor, window, 2 * longest + window)
