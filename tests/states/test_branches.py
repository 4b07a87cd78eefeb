"""A branch of the portal's templates that no declared state renders fails the build."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from tests.support import branches
from tests.support.screens import Screens

TEMPLATES = ("portal/", "web/")
OTHERS = {
    "birth_date: else (hint)",
    "key: macro key ()",
    "page_figure: else (caption)",
    "several: inline else (caller)",
    "slip: else (centre)",
    "slip: else (when)",
    "slip: else (centre, when)",
    "slip: else (facts)",
    "slip: else (qr)",
    "slip: else (qr_words)",
    "slip: else (qr, qr_src)",
    "thumbs: else (stacked)",
}
"""Sides of macros that the portal, which always says more of them, cannot come to: those of other rooms."""


async def test_every_branch_is_rendered_by_a_state(portal: Screens) -> None:
    left = branches.unseen(portal.house.app.state.templates, *TEMPLATES)
    told = {each.split(": ", 1)[1]: each for each in left}
    assert sorted(set(left) - {each for side, each in told.items() if side in OTHERS}) == []
    assert sorted(OTHERS - set(told)) == [], "they are rendered by now"


PAGE = """{% from "_macros/m.html" import shown %}
{% block main %}
{% if a %}
yes
{% elif b %}
{{ shown(1) if c }}
{% endif %}
{% for each in several %}
{{ each }}
{% endfor %}
{% endblock %}
"""
MACRO = """{% macro shown(one, two=None) %}
{% if two %}never given{% endif %}
{{ "one" if one else "none" }}
{% endmacro %}
{% macro others() %}{% endmacro %}
"""


def test_what_is_not_rendered_is_named_by_file_line_and_side(tmp_path: Path) -> None:
    for name, text in (("portal/page.html", PAGE), ("_macros/m.html", MACRO)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    plain = Environment(loader=FileSystemLoader(tmp_path), autoescape=True, trim_blocks=True)
    with branches.apart():
        templates = branches.watched(plain)
        plain.get_template("portal/page.html").render(a=1, several=())  # what others render is not noted
        page = templates.get_template("portal/page.html")

        def left() -> list[str]:
            return branches.unseen(templates, "portal/")

        assert "templates/portal/page.html:2: block main" in left()
        assert page.render(a=1, several=()).split() == ["yes"]
        assert "templates/portal/page.html:5: elif" in left()
        assert "templates/portal/page.html:8: for" in left()
        assert page.render(a=0, b=1, c=0, several="x").split() == ["x"]
        assert page.render(a=0, b=1, c=1, several="").split() == ["one"]
        assert left() == ["templates/_macros/m.html:3: shown: inline else (one)", "templates/portal/page.html:3: else"]


def test_what_is_rendered_on_the_way_to_a_state_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal/page.html").write_text("{% if a %}\nyes\n{% else %}\nno\n{% endif %}\n")
    with branches.apart():
        templates = branches.watched(Environment(loader=FileSystemLoader(tmp_path), autoescape=True))
        page = templates.get_template("portal/page.html")
        with branches.apart():
            page.render(a=1)
            with branches.shown():
                page.render(a=0)
            page.render(a=1)
        assert branches.unseen(templates, "portal/") == ["templates/portal/page.html:1: if"]
