"""What was told between the making of a page and its listening is not lost."""

from uuid import uuid4

from web.heard import Heard

CENTRE, OTHER = uuid4(), uuid4()


def test_what_changed_since_a_page_was_made_is_known() -> None:
    heard = Heard()
    heard.note(f"{CENTRE} queue")
    mark = heard.mark
    assert not heard.has_changed(mark, CENTRE, ["queue", "signals"])
    heard.note(f"{OTHER} queue")
    heard.note(f"{CENTRE} presence")
    assert not heard.has_changed(mark, CENTRE, ["queue", "signals"])
    heard.note(f"{CENTRE} signals")
    assert heard.has_changed(mark, CENTRE, ["queue", "signals"])
    assert not heard.has_changed(heard.mark, CENTRE, ["queue", "signals"])


def test_what_cannot_be_known_has_changed() -> None:
    heard = Heard(topics_max=2)
    for mark in (Heard().mark, "", "-", "x", heard.mark.replace("-0", "-²"), heard.mark.replace("-0", "--1")):
        assert heard.has_changed(mark, CENTRE, ["queue"]), mark
    before = heard.mark
    for topic in ("a", "b"):
        heard.note(f"{CENTRE} {topic}")
    assert not heard.has_changed(before, CENTRE, ["queue"])
    heard.note(f"{CENTRE} c")  # what was told first is forgotten
    assert heard.has_changed(before, CENTRE, ["a"])
    after = heard.mark
    assert not heard.has_changed(after, CENTRE, ["a", "b", "c"])
    heard.lose()
    assert heard.has_changed(after, CENTRE, ["queue"])
    assert not heard.has_changed(heard.mark, CENTRE, ["queue"])
