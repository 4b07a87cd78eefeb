"""`.env.example` tells of every setting, as the code has it."""

from pathlib import Path

from dossier.settings import Settings, from_environment, variable
from infra.env_example import env_example

FILE = Path(__file__).parents[2] / ".env.example"


def test_file_is_what_the_settings_say() -> None:
    assert FILE.read_text() == env_example(), "write it anew: python -m infra.env_example"


def test_every_field_stands_in_it() -> None:
    lines = FILE.read_text().splitlines()
    for name in Settings.model_fields:
        assert any(each.removeprefix("# ").startswith(f"{variable(name)}=") for each in lines), name


def test_values_it_shows_are_taken() -> None:
    shown = [each.removeprefix("# ") for each in FILE.read_text().splitlines() if not each.startswith("# ---")]
    values = dict(each.split("=", 1) for each in shown if "=" in each and each.split("=")[0].isupper())
    needed = {
        "DATABASE_URL": "postgresql://app@127.0.0.1/guichet",
        "STORE_URL": "file:///srv/guichet",
        "GUICHET_PUBLIC_URL": "https://guichet.example",
        "GUICHET_SECRET_KEY": "s" * 32,
        "GUICHET_NISS_KEYS": '{"k1": "a2V5"}',
        "GUICHET_NISS_INDEX_KEY": "a2V5",
    }
    assert from_environment({**values, **needed}).web_workers == Settings.model_fields["web_workers"].default
