"""Where CI=true a skip is a failure; elsewhere it is a skip."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = """
import pytest

def test_skips_itself():
    pytest.skip("no such part here")

@pytest.mark.skipif(True, reason="marked so")
def test_is_marked(): ...

@pytest.mark.xfail(reason="known")
def test_is_known_to_fail():
    assert False
"""


@pytest.mark.parametrize(
    ("ci", "code", "counts"), [("true", 1, "1 failed, 1 xfailed, 1 error"), ("", 0, "2 skipped, 1 xfailed")]
)
def test_skips_fail_in_ci_alone(ci: str, code: int, counts: str, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPING)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.support.no_skips",
            "--rootdir",
            str(tmp_path),
            "-c",
            "/dev/null",
            str(tmp_path),
        ],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert counts in done.stdout
