"""What the figures of quality say where nothing can be drawn: nothing was decided, or by too few people to tell."""

from datetime import date

import pytest

from backoffice.monitoring.of_quality import of_quality
from dossier.monitoring.quality import Quality, Verdicts
from web.catalogues import speaking


@pytest.mark.parametrize(("decided", "sentence"), [(None, "Too few people"), (0, "Nothing was decided")])
def test_what_too_few_people_decided_is_not_told_as_nothing(decided: int | None, sentence: str) -> None:
    months = (Verdicts(month=date(2026, 10, 1), validated=decided, refused=decided, retaken=0),)
    with speaking("en"):
        verdicts, *_ = of_quality(Quality(verdicts=months, reasons=(), looks=(), found=()))
    assert verdicts.chart is None
    assert verdicts.empty.startswith(sentence)
