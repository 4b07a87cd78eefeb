"""The demo keeps its keys from one start to the next; a folder from before there was one of them gets it."""

import json
from pathlib import Path

from demo.keys import keep_keys
from dossier.notices.push_key import public_key


def test_keys_stay_and_one_that_is_new_joins_them(tmp_path: Path) -> None:
    made = keep_keys(tmp_path)
    assert keep_keys(tmp_path) == made
    public_key(made["GUICHET_PUSH_PRIVATE_KEY"])
    before = {name: value for name, value in made.items() if name != "GUICHET_PUSH_PRIVATE_KEY"}
    (tmp_path / "keys.json").write_text(json.dumps(before))
    after = keep_keys(tmp_path)
    assert {name: after[name] for name in before} == before
    assert after.keys() == made.keys()
    assert keep_keys(tmp_path) == after
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
