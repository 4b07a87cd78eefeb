"""What a type asks a profile to say, and what it proposes by itself."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from dossier import clock
from dossier.documents.errors import (
    DateNeeded,
    FutureDate,
    LanguageNeeded,
    ReferenceNeeded,
    SenderNeeded,
    ValidityBeforeDate,
    ValidityNeeded,
    WordsNeeded,
)
from dossier.documents.fields import check_fields, valid_until
from dossier.documents.profile import Profile
from dossier.documents.review import review
from dossier.errors import Refused
from dossier.resources import Resources
from dossier.thesaurus.content import Asked
from tests.support.deposits import staff
from tests.support.desk import filed

NOTHING = Profile(type_id=None, beneficiary_id=None, document_date=None)
SAID = Profile(
    type_id=None,
    beneficiary_id=None,
    document_date=date(2026, 1, 5),
    words="attestation",
    valid_until=date(2026, 2, 5),
    sender="ONEM",
    reference="12/345",
    language="nl",
)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (Asked.DOCUMENT_DATE, DateNeeded),
        (Asked.VALID_UNTIL, ValidityNeeded),
        (Asked.WORDS, WordsNeeded),
        (Asked.SENDER, SenderNeeded),
        (Asked.REFERENCE, ReferenceNeeded),
        (Asked.LANGUAGE, LanguageNeeded),
    ],
)
def test_what_a_type_asks_for_is_needed(asked: Asked, error: type[Refused]) -> None:
    with pytest.raises(error):
        check_fields((asked,), NOTHING)
    check_fields((asked,), SAID)
    check_fields((), NOTHING)


def test_days_that_cannot_be_are_refused() -> None:
    with pytest.raises(FutureDate):
        check_fields((), replace(SAID, document_date=clock.today() + timedelta(days=1), valid_until=None))
    with pytest.raises(ValidityBeforeDate):
        check_fields((), replace(SAID, valid_until=date(2026, 1, 4)))


def test_validity_follows_the_rule_of_the_type_where_nobody_says_otherwise() -> None:
    assert valid_until(date(2026, 1, 5), 31) == date(2026, 2, 5)
    assert valid_until(None, 31) is None
    assert valid_until(date(2026, 1, 5), None) is None


@pytest.mark.people
async def test_what_is_said_is_kept(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    by_rule = await review(
        agent, await filed(resources, agent, "REV_PAIE", sender="ACME", reference="12", language="nl")
    )
    assert by_rule.valid_until == date(2026, 11, 2) + timedelta(days=31)
    assert (by_rule.sender, by_rule.reference, by_rule.document_language) == ("ACME", "12", "nl")
    by_hand = await review(agent, await filed(resources, agent, "REV_PAIE", valid_until=date(2027, 1, 1)))
    assert by_hand.valid_until == date(2027, 1, 1)
