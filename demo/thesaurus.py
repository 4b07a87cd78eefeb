"""What staff of the demo did to the thesaurus: some terms have a picture, and one change waits for a decision."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from demo import accounts
from demo.papers import pdf
from demo.people import people
from dossier import clock
from dossier.database.actor import Actor
from dossier.people.staff import sign_in
from dossier.resources import Resources
from dossier.thesaurus.approve import approve
from dossier.thesaurus.example import keep_example
from dossier.thesaurus.proposals import Kind
from dossier.thesaurus.propose import Wanted, propose
from dossier.thesaurus.tree import term

ADMINISTRATOR = "rachid.lahlou"
PICTURED = {
    "olivier.marchal": ("REV_PAIE", "FAM_COMP", "LOG_BAIL"),
    "sofie.devos": ("JUR_JUGT",),
    "pieter.maes": ("ENE_FACT",),
}
"""Who gave which terms a picture: one of the papers that the demo draws, of a person who does not exist."""
_DRAWN_DAYS_AGO = 40


async def shape_thesaurus(resources: Resources, centre_id: UUID) -> None:
    """Give terms their pictures through the verbs, and leave a proposal for the administrator."""
    approver = await _signed_in(centre_id, ADMINISTRATOR)
    for username, codes in PICTURED.items():
        proposer = await _signed_in(centre_id, username)
        for code in codes:
            await approve(approver, [await _with_picture(resources, proposer, code)])
    spoc = await _signed_in(centre_id, "olivier.marchal")
    before = (await term(spoc, "LOG_GARL")).newest.content
    more = replace(before, keywords_fr=(*before.keywords_fr, "caution"), keywords_nl=(*before.keywords_nl, "borg"))
    await propose(spoc, Wanted(kind=Kind.CHANGE, code="LOG_GARL", content=more), "On dit souvent « caution ».")


async def _with_picture(resources: Resources, proposer: Actor, code: str) -> UUID:
    drawn = pdf(code, people()[0], "fr", clock.today() - timedelta(days=_DRAWN_DAYS_AGO), seed=1)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "example.pdf"
        await asyncio.to_thread(file.write_bytes, drawn)
        example_id = await keep_example(
            resources.box, resources.vault, proposer, code, file, resources.settings.scratch_dir
        )
    content = replace((await term(proposer, code)).newest.content, example_id=example_id)
    return await propose(proposer, Wanted(kind=Kind.CHANGE, code=code, content=content))


async def _signed_in(centre_id: UUID, username: str) -> Actor:
    return (await sign_in(centre_id, username, accounts.PASSWORD)).actor
