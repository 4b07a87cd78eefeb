"""What can go wrong in a command, as the sentence that a person reads."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

P = ParamSpec("P")
WRONG_SETTINGS = 2


def with_sentences(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what can go wrong in a command into the sentence that a person reads, and an exit code."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        from dossier.errors import DossierError
        from dossier.settings import UnsafeSettingsError

        try:
            command(*args, **kwargs)
        except UnsafeSettingsError as error:
            click.echo(str(error), err=True)
            sys.exit(WRONG_SETTINGS)
        except DossierError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except ConnectionError as error:
            click.echo(f"PostgreSQL does not answer where the settings say ({type(error).__name__}).", err=True)
            sys.exit(1)

    return told
