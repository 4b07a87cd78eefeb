"""What is kept: pages made of files, and the store compared with its records."""

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.sentences import with_sentences

if TYPE_CHECKING:
    from dossier.reconcile.queries import Report


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line for each file.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where the clean pages go.")
@with_sentences
def scan(files: tuple[Path, ...], out: Path | None, json_lines: bool) -> None:
    """Make clean pages of images and PDFs, without a server. Exit code 3 when a file was refused."""
    from dossier.imaging.scan import scan as make_pages

    sys.exit(make_pages(list(files), out=out, json_lines=json_lines))


@click.command()
@click.option("--deep", is_flag=True, help="Read every file again and compare its hash, not only its size.")
@click.option("--json", "json_line", is_flag=True, help="One JSON object: the run, and what is open by kind.")
@with_sentences
def reconcile(deep: bool, json_line: bool) -> None:
    """Compare every row with the store, and every file with a row; exit code 1 when something does not fit."""
    report = asyncio.run(_reconcile(deep=deep))
    if json_line:
        click.echo(json.dumps(report.figures()))
    else:
        for each in report.findings:
            click.echo(f"{each.kind:10} {each.vault_key}")
        for kind, count in report.counts.items():
            click.echo(f"{count} {kind}")
        click.echo(
            f"{report.last.rows_checked} rows and {report.last.blobs_checked} files compared." if report.last else ""
        )
    sys.exit(1 if report.total else 0)


async def _reconcile(*, deep: bool) -> "Report":
    from dossier.database.actor import Actor
    from dossier.people.queries import centre_id_of
    from dossier.reconcile.ask import begin
    from dossier.reconcile.queries import report
    from dossier.reconcile.walk import walk
    from dossier.resources import opened
    from dossier.settings import settings

    async with opened(settings()) as resources:
        actor = Actor(centre_id=await centre_id_of(resources.settings.centre_code), kind="system", place="cli")
        await walk(resources, actor, await begin(actor, deep=deep))
        return await report(actor)
