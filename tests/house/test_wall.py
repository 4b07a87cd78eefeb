"""The wall around a training centre shuts every setting by which something could leave it or come in."""

from pathlib import Path

from dossier.settings import Settings, settings
from dossier.training.wall import SHUT, walled

BACKOFFICE = Path(__file__).parents[2] / "backoffice"
LEADS = ("_url", "_host", "_port", "_dir", "_address", "_scanners", "_folder", "_private_key", "_leave")
"""How settings are called that name a place outside, or a way there."""

OPEN = {
    "database_url": "the database, in which each centre sees its own rows alone",
    "database_owner_url": "the same",
    "database_listen_url": "the same",
    "store_url": "the vault, in which each centre has keys of its own",
    "scratch_dir": "a folder of this machine for what is under way",
    "public_url": "the address that answers",
    "host": "the same",
    "port": "the same",
    "clamd_address": "an antivirus of the house, which looks and keeps nothing",
    "mail_imap_port": "of no use without a host",
    "mail_imap_address": "the same",
    "mail_oauth_token_url": "the same: asked for the mailbox alone",
    "ebox_token_url": "of no use without the e-Box's address",
    "mail_listen_host": "of no use without a port",
    "smtp_port": "of no use without a host",
    "kiosk_agent_port": "a kiosk's own machine asks there; kiosks are the real centre's",
}
"""What stays as it is, and why nothing leaves by it."""


def test_every_setting_that_leads_somewhere_is_shut_or_stays_for_a_reason() -> None:
    leading = {name for name in Settings.model_fields if name.endswith(LEADS) or name in ("host", "port")}
    assert leading - set(SHUT) == set(OPEN) & leading
    assert set(OPEN) <= set(Settings.model_fields)
    assert not set(OPEN) & set(SHUT)


def test_the_wall_names_settings_that_there_are_and_changes_no_others() -> None:
    assert set(SHUT) <= set(Settings.model_fields)
    before = settings()
    after = walled(before)
    assert {name: getattr(after, name) for name in SHUT} == SHUT
    others = set(Settings.model_fields) - set(SHUT)
    assert all(getattr(after, name) == getattr(before, name) for name in others)


def test_no_screen_of_the_backoffice_goes_round_the_wall() -> None:
    """Training is entered there alone; `web.scope` hands out what stands behind the wall."""
    round_it = [path.name for path in BACKOFFICE.rglob("*.py") if "app.state.resources" in path.read_text("utf-8")]
    assert round_it == []
