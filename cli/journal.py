"""The journal, verified by whoever doubts it."""

import asyncio
import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from cli.sentences import with_sentences

if TYPE_CHECKING:
    from dossier.journal.verify import Verdict


@click.group()
def journal() -> None:
    """Verify the journal: that nothing in it was changed."""


@journal.command()
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line for each centre.")
@with_sentences
def verify(json_lines: bool) -> None:
    """Hold each journal against its anchors, the store and the time stamps; exit code 1 where one is not whole."""
    verdicts = asyncio.run(_verify())
    for code, verdict in verdicts.items():
        if json_lines:
            click.echo(json.dumps({"centre": code, **_figures(verdict)}))
        else:
            _tell(code, verdict)
    sys.exit(0 if all(each.whole for each in verdicts.values()) else 1)


def _tell(code: str, verdict: "Verdict") -> None:
    click.echo(f"{code}: {'whole' if verdict.whole else 'NOT WHOLE'}")
    for each in verdict.findings:
        click.echo(f"  WRONG {each}")
    click.echo(f"  {verdict.linked} events in the chain, {verdict.unlinked} not linked yet.")
    click.echo(f"  {verdict.anchors} anchors; {_age('the youngest', verdict.anchored_at)}.")
    click.echo(f"  {verdict.stamps} time stamps; {_age('the youngest that holds', verdict.stamped_at)}.")
    if verdict.anchored_at:
        click.echo("  Of what is younger than that, a tail could be missing without a trace.")


def _age(which: str, at: datetime | None) -> str:
    from dossier import clock

    return f"{which} is {(clock.now() - at).total_seconds() / 3600:.1f} hours old" if at else "none holds"


def _figures(verdict: "Verdict") -> dict[str, object]:
    return {
        "whole": verdict.whole,
        "findings": [{"code": each.code(), "sentence": str(each)} for each in verdict.findings],
        "linked": verdict.linked,
        "unlinked": verdict.unlinked,
        "anchors": verdict.anchors,
        "stamps": verdict.stamps,
        "anchored_at": verdict.anchored_at.isoformat() if verdict.anchored_at else None,
        "stamped_at": verdict.stamped_at.isoformat() if verdict.stamped_at else None,
    }


async def _verify() -> "dict[str, Verdict]":
    from dossier.database.actor import Actor
    from dossier.database.engine import pool
    from dossier.journal.authority import authority_of
    from dossier.journal.verify import verify as compare
    from dossier.people.queries import all_centres, centre_code
    from dossier.settings import settings
    from dossier.storage.vault import open_vault

    decided = settings()
    vault, authority = open_vault(decided.store_url, decided.store_timeout_seconds), authority_of(decided)
    verdicts = {}
    async with pool(decided.database_url.get_secret_value(), size=1):
        for centre_id in await all_centres():
            actor = Actor(centre_id=centre_id, kind="system", place="cli")
            verdicts[await centre_code(actor)] = await compare(vault, authority, actor)
    return verdicts
