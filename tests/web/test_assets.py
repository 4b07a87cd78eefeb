"""Files under one hash."""

import gzip
from pathlib import Path

import pytest
from litestar import Response, get

from tests.web.app import app_of, client_of
from web.assets import Assets, asset_at
from web.scope import AnyRequest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "css").mkdir()
    (tmp_path / "css/base.css").write_text("body { color: black }\n" * 200)
    (tmp_path / "worker.js").write_text("self.x = 1")
    return tmp_path


@get("/service-worker.js")
async def worker(request: AnyRequest) -> Response[bytes]:
    return asset_at(request, "worker.js", **{"Service-Worker-Allowed": "/"})


async def test_a_file_is_kept_for_ever_under_the_hash_of_all(folder: Path) -> None:
    app = app_of([worker])
    assets = app.state.assets = Assets(folder)
    async with client_of(app) as client:
        answer = await client.get(assets.url("css/base.css"), headers={"Accept-Encoding": "gzip"})
        plain = await client.get(assets.url("css/base.css"), headers={"Accept-Encoding": "identity"})
        older = await client.get("/static/0000000000/css/base.css")
        nothing = await client.get(f"/static/{assets.version}/css/none.css")
        outside = await client.get(f"/static/{assets.version}/%2e%2e/pyproject.toml")
        own = await client.get("/service-worker.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == plain.text == (folder / "css/base.css").read_text()
    assert int(answer.headers["content-length"]) < int(plain.headers["content-length"])
    assert older.headers["cache-control"] == "no-store"
    assert nothing.status_code == outside.status_code == 404
    assert (own.text, own.headers["cache-control"]) == ("self.x = 1", "no-cache")
    assert own.headers["service-worker-allowed"] == "/"


def test_one_changed_file_moves_them_all(folder: Path) -> None:
    before = Assets(folder)
    (folder / "worker.js").write_text("self.x = 2")
    after = Assets(folder)
    assert before.url("css/base.css") != after.url("css/base.css")
    assert gzip.decompress(after.get("css/base.css").gzipped or b"") == after.get("css/base.css").content


def test_a_page_cannot_name_a_file_that_is_not_there(folder: Path) -> None:
    with pytest.raises(KeyError, match=r"static/css/none\.css"):
        Assets(folder).url("css/none.css")


def test_a_style_sheet_holds_what_it_imports_in_its_place(folder: Path) -> None:
    (folder / "css/room").mkdir()
    (folder / "css/room/part.css").write_text('@import "../base.css";\n.part {}\n')
    (folder / "css/room.css").write_text('@import "room/part.css";\n.room {}\n')
    assets = Assets(folder)
    assert assets.get("css/room.css").content.decode() == "body { color: black }\n" * 200 + ".part {}\n.room {}\n"
    assert assets.names() == ["css/room.css", "worker.js"]


def test_a_style_sheet_is_sent_without_its_comments(folder: Path) -> None:
    (folder / "css").mkdir(exist_ok=True)
    (folder / "css/part.css").write_text("/* why: a\n   measure */\na { top: 0; /* a line */ }\n")
    (folder / "css/with.css").write_text('/* all */\n@import "part.css";\nb { top: 1px; } /* end */')
    sent = Assets(folder).get("css/with.css").content
    assert sent.split() == b"a { top: 0; } b { top: 1px; }".split()


def test_a_style_sheet_cannot_import_what_is_not_there(folder: Path) -> None:
    (folder / "css/room.css").write_text('@import "none.css";\n')
    with pytest.raises(KeyError, match=r"css/none\.css"):
        Assets(folder)
