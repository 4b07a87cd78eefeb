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

EBOX_PROBLEMS = {
    "number_unknown": mark("The eBox knows no active enterprise with this number. Read it again from the letterhead."),
    "sender_unknown": mark("The eBox does not know this centre as a sender yet. Tell an administrator."),
    "message_refused": mark("The eBox does not take this letter. Send it by post."),
    "too_large": mark("This letter is too large for the eBox. Send it by post."),
    "no_pages": mark("No pages could be made of this text. Send it by post."),
    "pages_awaited": mark("The pages of this letter were not made in time. Send it again."),
    "not_set_up": mark("This centre does not send to the eBox any more. Send it by post."),
    "server_away": mark("The eBox could not be reached for a long time. Send it again."),
    "server_closed": mark("The eBox does not let this centre in. Tell an administrator, then send it again."),
    "key_unreadable": mark("The centre's key to the eBox cannot be read. Tell an administrator, then send it again."),
}
"""Why a letter did not go to an eBox, and what to do."""
