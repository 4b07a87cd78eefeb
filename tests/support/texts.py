"""Text documents of office programs for tests, as small as their programs would open them."""

import zipfile
from io import BytesIO

_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0"?><Relationships
xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
Target="word/document.xml"/></Relationships>"""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = f"""<?xml version="1.0"?><m:manifest xmlns:m="{_ODF}:manifest:1.0" m:version="1.3">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""


def docx(*pages: str) -> bytes:
    """Write a text of Word with a page for each line."""
    body = _PAGE_BREAK.join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in pages)
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return _zipped(("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", document))


def odt(words: str) -> bytes:
    """Write a text of LibreOffice of one page."""
    content = f"""<?xml version="1.0"?><o:document-content xmlns:o="{_ODF}:office:1.0" xmlns:t="{_ODF}:text:1.0"
o:version="1.3"><o:body><o:text><t:p>{words}</t:p></o:text></o:body></o:document-content>"""
    return _zipped(
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        ("META-INF/manifest.xml", _MANIFEST),
    )


def _zipped(*entries: tuple[str, str]) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, text in entries:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return whole.getvalue()
