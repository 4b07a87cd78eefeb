"""The engine that Safari is made of keeps pages and sends them on. It is no Safari, so nothing is claimed of that."""

from pathlib import Path

import pytest
from playwright.async_api import FilePayload

from tests.journeys.test_sending import pages_held, pdf_file, sha256
from tests.support import webkit
from tests.support.service import Service

pytestmark = [pytest.mark.torture, pytest.mark.usefixtures("service_resources")]

COUNT = """const { src } = document.querySelector("script[src*=photo-upload]");
  const { kept } = await import(src.replace("photo-upload", "kept"));"""
KEPT = f"{COUNT} return (await kept()).map((page) => [page.size, page.arrived]);"
GONE = f"""{COUNT} for (let times = 0; times < 100; times += 1) {{
  if (!(await kept()).length && !document.querySelector("[data-next]").hidden) return "gone";
  await new Promise((done) => setTimeout(done, 100));
}} return "still there";"""
DEAF = "XMLHttpRequest.prototype.send = function () { setTimeout(() => this.onerror?.(new Event('error'))); };"
"""A network that carries nothing, as far as the page can tell."""


async def test_a_page_is_kept_over_a_reload_and_sent_on(service: Service, tmp_path: Path) -> None:
    browser = webkit.find()
    if browser is None:
        pytest.skip("WebKitGTK's driver or Xvfb is not installed (Debian: webkit2gtk-driver, xvfb)")
    sent, lost = pdf_file(40_000), pdf_file(1_300_000)
    async with webkit.webkit(browser) as window:
        await window.do("url", url=f"{service.url}/identification/contact")
        await window.type("#name", "Ann")
        await window.type("#contact", "0470 00 00 00")
        await window.click(".act-bar button")
        await window.element("page-viewfinder")
        await window.type("#photos", await _written(tmp_path, sent))
        assert await window.run(GONE) == "gone"
        await window.run(DEAF)
        await window.type("#photos", await _written(tmp_path, lost))
        await window.element("[data-again]")
        assert await window.run(KEPT) == [[len(lost["buffer"]), False]]
        await window.do("refresh")
        await window.element("[data-thumbs] li")
        assert await window.run(GONE) == "gone"
        address = await window.run("return location.href;")
    assert await pages_held(service, address) == [sha256(sent), sha256(lost)]


async def _written(folder: Path, file: FilePayload) -> str:
    path = folder / f"{len(file['buffer'])}.pdf"
    path.write_bytes(file["buffer"])
    return str(path)
