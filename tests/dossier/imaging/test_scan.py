"""The scan of files: the shape of its lines, its pictures, its exit code."""

import json
from pathlib import Path

import pytest

from dossier.imaging.scan import scan
from tests.dossier.imaging.drawing import LAID, on_table, paper, save

PAGE_KEYS = {
    "dpi",
    "skew_degrees",
    "width",
    "height",
    "quad",
    "score",
    "rotation",
    "bends",
    "blank",
    "codes",
    "verdict",
    "ms",
    "papers",
    "text",
}


def test_a_line_a_file_with_pages_or_a_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = save(tmp_path / "good.jpg", on_table(paper(), LAID, 900, 1200))
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"PK\x03\x04 not a picture")
    assert scan([good, bad], out=tmp_path / "out", json_lines=True) == 3
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert set(first) == {"file", "media_type", "refused", "pages"}
    assert (first["file"], first["media_type"], first["refused"]) == (str(good), "image/jpeg", None)
    (page,) = first["pages"]
    assert set(page) == PAGE_KEYS
    assert len(page["quad"]) == 4
    assert set(page["verdict"]) == {"ok", "faults"}
    assert second["refused"]["code"] == "not-an-allowed-kind"
    assert second["refused"]["message"].startswith("We cannot read this kind of file.")
    assert second["pages"] == []
    assert (tmp_path / "out" / "001-good" / "page-001" / "page.jpg").is_file()


def test_words_for_people_and_0_when_all_went_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = save(tmp_path / "good.png", paper())
    assert scan([good], out=None, json_lines=False) == 0
    assert "image/png, 1 page(s)" in capsys.readouterr().out
