"""Makes the centre in which the staff learn, and makes it anew."""

import asyncio

import click

from cli.sentences import with_sentences


@click.command()
@with_sentences
def training() -> None:
    """Make the training centre of GUICHET_CENTRE_CODE, or make it anew: made-up people, papers and exercises.

    Staff enter it from their own account. What was done in it before is swept away; nothing of it ever leaves. Needs
    DATABASE_OWNER_URL.
    """
    from cli.installation import owner_url
    from demo.training import make_training
    from dossier.database.actor import system
    from dossier.database.engine import pool
    from dossier.people.queries import centre_id_of, centre_name
    from dossier.settings import settings

    decided = settings()
    owner_url()  # says what is missing, before anything is begun

    async def make() -> None:
        async with pool(decided.database_url.get_secret_value(), size=4):
            real_id = await centre_id_of(decided.centre_code)
            actor = system(real_id)
            names = await centre_name(actor, "fr"), await centre_name(actor, "nl")
            await make_training(decided, real_id, names, click.echo)

    asyncio.run(make())
    click.echo("The training centre is there. Staff enter it by “Training” in the backoffice.")
