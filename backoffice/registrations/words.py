"""The registers' codes in words."""

from web.catalogues import mark

DIRECTIONS = {"internal": mark("Internal"), "outgoing": mark("Outgoing")}

SENT_BY = {
    "post": mark("By post"),
    "registered": mark("By registered post"),
    "ebox": mark("By eBox"),
    "email": mark("By e-mail"),
    "hand": mark("Given by hand"),
    "mine": mark("In “My documents”, with an e-mail"),
}
"""How an outgoing document goes out."""
