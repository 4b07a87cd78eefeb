"""What lies where files come in, in scratch and in the vault: nothing, once whoever received them is done."""

from pathlib import Path

from dossier.settings import Settings
from dossier.storage.vault import incoming_dir


def left_coming_in(settings: Settings) -> list[Path]:
    """Return the files that are on their way in, or were left there."""
    return [each for folder in {settings.scratch_dir, incoming_dir(settings)} for each in folder.glob(".*.part")]
