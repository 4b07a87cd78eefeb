"""What a killed process left behind goes once it is old; what is under way, and what is nobody's business, stays."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from dossier import clock
from dossier.reconcile.leftovers import sweep_leftovers
from dossier.resources import Resources
from dossier.storage.keys import original_key


def aged(path: Path) -> None:
    os.utime(path, (0, 0))


async def test_only_what_is_old_and_ours_is_swept(resources: Resources, tmp_path: Path) -> None:
    scratch = resources.settings.scratch_dir
    scratch.mkdir(parents=True, exist_ok=True)
    for name in (".old.part", ".young.part", "notes.txt"):
        (scratch / name).touch()
    for name in ("page-old", "page-young"):
        (scratch / name).mkdir()
        (scratch / name / "original").touch()
    for name in (".old.part", "notes.txt", "page-old"):
        aged(scratch / name)
    kept = original_key(uuid4(), uuid4(), "0" * 64)
    await resources.vault.put_bytes(kept, b"kept")
    await resources.vault.put_bytes("doctor/trial/0", b"left by a doctor that was killed")
    part = tmp_path / "vault" / "doctor" / "trial" / ".0.part"
    part.touch()
    aged(part)

    assert await sweep_leftovers(resources) == 3
    left = sorted(path.name for path in scratch.iterdir() if not path.name.startswith("box-"))  # the box is alive
    assert left == [".young.part", "notes.txt", "page-young"]
    with clock.moved(timedelta(days=2)):
        assert await sweep_leftovers(resources) == 1
    assert await resources.vault.size("doctor/trial/0") is None
    assert await resources.vault.read(kept) == b"kept"
