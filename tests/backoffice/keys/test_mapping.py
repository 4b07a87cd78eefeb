"""Keys of one's own: what is a key, what clashes, and how a screen's answer is written with them."""

import re
from pathlib import Path

import pytest

from backoffice.keys.acts import FIXED, SCREENS, Screen, screen_of
from backoffice.keys.mapping import NotAKey, badge, changed, clashes, present, read_key
from backoffice.keys.pressed import pressed
from dossier.people.keys import KeySettings

DESK = SCREENS[0]
HTML = """<button class="button" aria-keyshortcuts="V"><span>File</span><kbd class="key">V</kbd></button>
<a href="#" aria-keyshortcuts="Y"><kbd class="key">Y</kbd></a>
<a aria-keyshortcuts="Backspace"><kbd class="key">⌫</kbd></a>
<p>aria-keyshortcuts=&#34;V&#34; &lt;kbd class=&#34;key&#34;&gt;V&lt;/kbd&gt; V</p>"""


@pytest.mark.parametrize(("typed", "key"), [("y", "Y"), (" é ", "É"), ("⌫", "Backspace"), ("−", "-"), ("+", "+")])
def test_a_key_is_read_as_it_is_pressed_or_shown(typed: str, key: str) -> None:
    assert read_key(typed) == key
    assert read_key(badge(key)) == key


@pytest.mark.parametrize("typed", ["", "7", "/", "?", "Escape", "Esc", "Enter", "ab", "F5", '"', "<", "\x07"])
def test_what_is_no_key_or_nobody_s_to_give_is_refused(typed: str) -> None:
    with pytest.raises(NotAKey):
        read_key(typed)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda each: each.id)
def test_our_own_keys_can_be_given_and_clash_with_none(screen: Screen) -> None:
    ours = present(screen, {})
    assert clashes(screen, ours, ours) == {}
    assert changed(screen, ours) == {}
    assert all(read_key(badge(key)) == key for key in ours.values())


def test_a_clash_is_told_of_the_act_that_was_given_the_key_just_now() -> None:
    before = present(DESK, {})
    found = clashes(DESK, {**before, "refuse": "V"}, before)
    assert {name: other.id for name, other in found.items()} == {"refuse": "file"}
    swapped = {**before, "refuse": "V", "file": "R"}
    assert clashes(DESK, swapped, before) == {}
    assert changed(DESK, swapped) == {"file": "R", "refuse": "V"}


def test_a_screen_is_written_with_one_s_own_keys_once() -> None:
    own = KeySettings(own={"desk": {"file": "Y", "undo": "V"}})
    written = pressed(HTML, DESK, own)
    assert re.findall(r'aria-keyshortcuts="(.*?)"', written) == ["Y", "Y", "V"], "no key is written twice over"
    assert re.findall(r'class="key">(.*?)<', written) == ["Y", "Y", "V"]
    assert written.endswith("&lt;/kbd&gt; V</p>"), "what people typed stays as it is"
    assert pressed(HTML, SCREENS[1], own) == HTML, "another screen keeps its own"
    assert pressed(HTML, None, own) == HTML


def test_switched_off_nothing_is_pressed_and_nothing_shown() -> None:
    written = pressed(HTML, None, KeySettings(off=True))
    assert 'aria-keyshortcuts="' not in written
    assert '<kbd class="key">' not in written


def test_every_key_of_a_screen_s_templates_can_be_changed_or_is_fixed() -> None:
    """A key that a template names and the table does not could be given away twice."""
    folder = Path(__file__).parents[3] / "templates"
    named = re.compile(r'(?:aria-keyshortcuts|data-\w+-key)(?:=|": )"([^"{]+)"|key_name="([^"]+)"')
    for path in sorted(folder.rglob("*.html")):
        template = path.relative_to(folder).as_posix()
        shared = template == "backoffice/_viewer.html"
        screens = [each for each in SCREENS if each.id in {"desk", "second_look"}] if shared else [screen_of(template)]
        for screen in filter(None, screens):
            known = {act.key for act in screen.acts} | {badge(act.key) for act in screen.acts} | FIXED | {"Esc"}
            found = {one or other for one, other in named.findall(path.read_text(encoding="utf-8"))}
            assert found <= known, template
