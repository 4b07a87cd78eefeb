"""Verify a centre's journal: the chain against itself, against its anchors here and in the store, against the stamps.

Who may change the database finds it changed by the anchors in the store; who may change both, by the time stamps. What
came after the youngest anchor is vouched for by the chain alone, so that a tail cut there is not seen: the ages of the
youngest anchor and stamp say how much that can be. A new event that says it is of now cannot be told from a real one.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.journal import findings as found
from dossier.journal.anchors import START, Anchor, all_anchors
from dossier.journal.authority import NotVouched, StampAuthority
from dossier.journal.findings import JournalChanged
from dossier.journal.kept import Kept, KeptJournal, kept_journal
from dossier.journal.stamps import STAMPED_WITHIN, Stamp, all_stamps
from dossier.journal.walk import walk
from dossier.storage.keys import number_of
from dossier.storage.vault import Vault

_LOOKS, _LOOK_SECONDS = 12, 0.25
"""How often, and how long apart, bytes are looked for whose row is there: to write them takes a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a walk along the chain, its anchors and its stamps found."""

    linked: int  # events that stand in the chain
    unlinked: int  # events behind its tail, younger than the chainer's last round
    anchors: int
    stamps: int
    anchored_at: datetime | None  # of the youngest anchor
    stamped_at: datetime | None  # of the youngest stamp that holds
    findings: tuple[JournalChanged, ...]

    @property
    def whole(self) -> bool:
        """Tell whether nothing speaks against the journal."""
        return not self.findings


async def verify(vault: Vault, authority: StampAuthority | None, actor: Actor) -> Verdict:
    """Verify the journal of the actor's centre. Raises StoreUnavailable and DatabaseAway.

    The store is read first: whatever stands there has its row by then. A row whose bytes are still on their way is
    waited for.
    """
    kept = await kept_journal(vault, actor.centre_id)
    async with transaction(actor) as tx:
        verdict = await judge(tx, kept, authority)
        stamps, anchors = await all_stamps(tx), await all_anchors(tx)
    missed: dict[type[JournalChanged], dict[int, tuple[str, int]]] = {
        found.AnchorNotInStore: {each.number: (each.key, len(each.data)) for each in anchors},
        found.StampNotInStore: {each.anchor_number: (each.key, len(each.token)) for each in stamps},
    }
    standing = []
    for each in verdict.findings:
        if type(each) in missed:
            key, size_bytes = missed[type(each)][int(str(each.facts["anchor"]))]
            if await _arrives(vault, key, size_bytes):
                continue
        standing.append(each)
    return replace(verdict, findings=tuple(standing))


async def _arrives(vault: Vault, key: str, size_bytes: int) -> bool:
    """Tell whether bytes whose row is there stand in the store, or come to it in a moment."""
    for _ in range(_LOOKS):
        if await vault.size(key) == size_bytes:
            return True
        await asyncio.sleep(_LOOK_SECONDS)
    return False


async def judge(tx: Transaction, kept: KeptJournal, authority: StampAuthority | None) -> Verdict:
    """Compare what the database holds of a journal with itself, and with what the store held a moment ago."""
    stamps, anchors = await all_stamps(tx), await all_anchors(tx)  # so that each stamp's anchor is seen
    walked = await walk(tx, anchors)
    against = [*walked.findings, *_line(anchors), *_anchors_in_store(anchors, kept.anchors)]
    against += _stamps_in_store(stamps, kept.stamps)
    held, of_stamps = _vouched(anchors, stamps, authority)
    return Verdict(
        linked=walked.linked,
        unlinked=walked.unlinked,
        anchors=len(anchors),
        stamps=len(stamps),
        anchored_at=anchors[-1].at if anchors else None,
        stamped_at=held,
        findings=tuple(against + of_stamps),
    )


def _line(anchors: list[Anchor]) -> list[JournalChanged]:
    """Find anchors that do not follow each other: a gap, another predecessor, a step back in place or time."""
    against: list[JournalChanged] = []
    number, previous, position, at = 0, START, 0, None
    for each in anchors:
        follows = each.number == number + 1 and each.previous == previous and each.position >= position
        if not follows or (at is not None and each.at < at):
            against.append(found.AnchorOutOfLine(anchor=each.number, at=each.at))
        number, previous, position, at = each.number, each.digest, each.position, each.at
    return against


def _anchors_in_store(anchors: list[Anchor], kept: Kept) -> list[JournalChanged]:
    keys = {each.key: each for each in anchors}
    against: list[JournalChanged] = [
        found.AnchorNotInStore(anchor=each.number, at=each.at)
        for key, each in keys.items()
        if key not in kept.sound | kept.changed
    ]
    against += [found.StoredAnchorChanged(anchor=number_of(key)) for key in sorted(kept.changed)]
    against += [found.AnchorNotInDatabase(anchor=number_of(key)) for key in sorted(kept.sound - keys.keys())]
    return against


def _stamps_in_store(stamps: list[Stamp], kept: Kept) -> list[JournalChanged]:
    keys = {each.key: each for each in stamps}
    against: list[JournalChanged] = [
        found.StampNotInStore(anchor=each.anchor_number)
        for key, each in keys.items()
        if key not in kept.sound | kept.changed
    ]
    against += [found.StoredStampChanged(anchor=number_of(key)) for key in sorted(kept.changed)]
    against += [found.StampNotInDatabase(anchor=number_of(key)) for key in sorted(kept.sound - keys.keys())]
    return against


def _vouched(
    anchors: list[Anchor], stamps: list[Stamp], authority: StampAuthority | None
) -> tuple[datetime | None, list[JournalChanged]]:
    """Check each stamp over its anchor as it is now; return the youngest moment that holds, and what does not."""
    numbered, held = {each.number: each for each in anchors}, None
    against: list[JournalChanged] = []
    for stamp in stamps:
        anchor = numbered.get(stamp.anchor_number)
        if anchor is None:
            against.append(found.StampWithoutAnchor(anchor=stamp.anchor_number, stamped=stamp.stamped_at))
        elif authority is None:
            against.append(found.StampUnchecked(anchor=anchor.number))
        else:
            try:
                at = authority.vouched_at(stamp.token, anchor.data)
            except NotVouched:
                against.append(found.StampNotForAnchor(anchor=anchor.number, stamped=stamp.stamped_at))
                continue
            if at > anchor.at + STAMPED_WITHIN:
                against.append(found.StampTooLate(anchor=anchor.number, at=anchor.at, stamped=at))
            held = at
    return held, against
