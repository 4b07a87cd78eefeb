"""The form of the corners: percent as people write it, and corners that were found far outside."""

import pytest

from dossier.deposits.corners import WHOLE_PHOTO, CornersView, check_corners
from dossier.imaging.values import Quad
from web.catalogues import speaking
from web.corners import Asked, Corners, read_share, shown_corners, wrong_corners
from web.forms import Form, NotANumber, read_texts


@pytest.mark.parametrize(
    ("typed", "share"), [("0", 0), ("12.5", 0.125), ("12,5", 0.125), ("-3", -0.03), ("125", 1.25), ("١٢", 0.12)]
)
def test_percent_is_read_as_a_share(typed: str, share: float) -> None:
    assert read_share(typed) == pytest.approx(share)


@pytest.mark.parametrize("typed", ["nan", "inf", "1e2", "half", "1_0", "12.", ".5", "1000", "--1"])
def test_what_is_no_figure_is_refused(typed: str) -> None:
    with pytest.raises(NotANumber):
        read_share(typed)


def test_what_is_wrong_is_told_by_its_corner_once() -> None:
    typed = {
        name: ["5"] for name in shown_corners(CornersView(recipe_version=1, quad=WHOLE_PHOTO, by_person=False)).typed
    }
    with speaking("fr"):
        wrong = read_texts({**typed, "top_right_x": [""], "top_right_y": [""], "bottom_left_y": ["x"]}, Corners)
        form: Form[Asked] = Form(None, wrong.typed, wrong.ticked, wrong.errors)
        assert wrong_corners(form) == [
            ("top_right_x", "Coin en haut à droite\N{NO-BREAK SPACE}: Complétez ce champ."),
            ("bottom_left_y", "Coin en bas à gauche\N{NO-BREAK SPACE}: Écrivez un nombre en chiffres."),
        ]


def shown(quad: Quad) -> Quad:
    """Return the corners that are saved where the form comes back as it was shown."""
    form = shown_corners(CornersView(recipe_version=1, quad=quad, by_person=False))
    read = read_texts({name: [typed] for name, typed in form.typed.items()}, Corners)
    assert read.value is not None, read.wrong
    return read.value.quad


def test_what_is_shown_comes_back_as_it_was() -> None:
    sheet: Quad = ((0.1234, 0.05), (0.9, -0.0312), (1.1, 0.95), (0.07, 1.0))
    assert shown(WHOLE_PHOTO) == WHOLE_PHOTO
    for got, wanted in zip(shown(sheet), sheet, strict=True):
        assert got == pytest.approx(wanted, abs=1e-4)


def test_a_corner_that_was_found_too_far_out_may_be_saved() -> None:
    found: Quad = ((-0.4, 0.0), (1.0, 0.0), (1.3, 1.0), (0.0, 1.0))
    check_corners(shown(found))
