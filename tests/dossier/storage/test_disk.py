"""What a folder lies on: by the kernel's own text, and on real disks."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from dossier.storage.disk import Mount, ground, mount_of
from dossier.storage.local import LocalVault

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=remount-ro
30 22 0:40 / /mnt/two\\040words rw,noatime - nfs4 server:/export rw,vers=4.2,soft,proto=tcp
31 22 0:41 / /mnt/hard rw - nfs4 server:/export rw,vers=4.2,hard
32 22 0:42 / /mnt/hidden rw - tmpfs tmpfs rw
33 32 254:2 / /mnt/hidden rw - xfs /dev/vdb1 rw,noquota
34 22 254:3 / /mnt/bare rw - ext4 /dev/vdc1 rw,nobarrier
35 22 0:43 / /mnt/layer rw - overlay overlay rw,lowerdir=/a,upperdir=/b
36 22 0:44 / /mnt/share rw - cifs //server/share rw
37 22 0:45 / /mnt/own rw - fuse.sshfs host:/ rw
38 22 8:1 / /mnt/stick rw - vfat /dev/sda1 rw
"""


@pytest.mark.parametrize(
    ("folder", "kind", "option"),
    [
        ("/", "ext4", "relatime"),
        ("/mnt/two words/vault", "nfs4", "soft"),
        ("/mnt/two", "ext4", "errors=remount-ro"),
        ("/mnt/hidden/vault", "xfs", "noquota"),
    ],
)
def test_a_folder_lies_in_the_deepest_mount_that_nothing_hides(folder: str, kind: str, option: str) -> None:
    found = mount_of(Path(folder), MOUNTS)
    assert found is not None
    assert found.kind == kind
    assert option in found.options


def test_no_mount_is_invented() -> None:
    assert mount_of(Path("/vault"), "") is None
    assert mount_of(Path("/vault"), "32 22 0:42 / /mnt rw - tmpfs tmpfs rw") is None
    assert mount_of(Path("/vault"), "22 1 0:1 / / rw - zfs pool/root rw") == Mount("zfs", frozenset({"rw"}))


@pytest.mark.parametrize(
    ("place", "well", "words"),
    [
        ("/mnt/two words", False, "mounted soft"),
        ("/mnt/hard", True, "exports it with `sync`"),
        ("/mnt/bare", False, "without barriers"),
        ("/mnt/layer", False, "container's own layer"),
        ("/mnt/share", False, "network share"),
        ("/mnt/own", True, "fuse.sshfs"),
        ("/mnt/stick", False, "no hard links"),
        ("/srv", True, "on ext4, has"),
        ("/mnt/hidden", True, "on xfs, has"),
    ],
)
def test_what_is_known_to_lose_files_is_not_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, well: bool, words: str
) -> None:
    escaped, real = place.replace(" ", "\\040"), str(tmp_path)
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.replace(f" {escaped} ", f" {real} ") if place != "/srv" else MOUNTS)
    monkeypatch.setattr("dossier.storage.disk._MOUNTS", mounts)
    found = ground(tmp_path)
    assert all(each.well for each in found) == well
    assert words in found[-1].sentence


def test_the_disk_under_us_is_named_as_the_system_names_it(tmp_path: Path) -> None:
    df = shutil.which("df")
    assert df is not None
    kind = subprocess.run([df, "--output=fstype", tmp_path], check=True, capture_output=True, text=True).stdout.split()[
        -1
    ]
    (said, *_) = ground(tmp_path)
    assert f"is on {kind}, has" in said.sentence
    assert "GB of room" in said.sentence
    assert "a sync takes" in said.sentence
    assert list(tmp_path.iterdir()) == []


async def test_memory_is_no_place_for_a_vault() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        vault = LocalVault(Path(folder) / "vault")
        assert await vault.check() == []  # it keeps every promise until the power goes
        (_, found) = await vault.ground()
        assert not found.well
        assert "in memory (tmpfs)" in found.sentence
