"""The wall around a training centre: the settings of an installation from which nothing leads out, and nothing in.

Whoever works for a training centre gets these in the place of the installation's. No verb needs to know: each finds
what it finds where no mail server, no gateway, no scanner and no watched folder is set up.
"""

from dataclasses import replace
from typing import Any

from pydantic import SecretStr

from dossier.resources import Resources
from dossier.settings import Settings

SHUT: dict[str, Any] = {
    "smtp_host": "",
    "sms_url": "",
    "push_private_key": SecretStr(""),
    "push_postbox_url": "",
    "webhooks_leave": False,
    "mail_imap_host": "",
    "mail_listen_port": 0,
    "stamp_authority_url": "",
    "document_system_dir": None,
    "batch_folder_dir": None,
    "batch_drop_url": "",
    "batch_scanners": {},
    "counter_folders_dir": None,
    "registration_folders_dir": None,
    "ebox_url": "",
}
"""Every setting by which something could leave or come in, as it is where that is not set up."""


def walled(settings: Settings) -> Settings:
    """Return settings that lead nowhere."""
    return settings.model_copy(update=SHUT)


def behind_wall(resources: Resources) -> Resources:
    """Return resources whose settings lead nowhere; the vault is the same, each centre has keys of its own there."""
    return replace(resources, settings=walled(resources.settings))
