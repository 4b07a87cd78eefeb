"""Which cases of a parametrization every run tries, and which `make torture` alone (decision 67)."""

from collections.abc import Iterable
from typing import TypeVar

import pytest
from _pytest.mark.structures import ParameterSet

T = TypeVar("T")


def often(every: Iterable[T], *always: T) -> list[T | ParameterSet]:
    """Return every case, in its order: those of `always` as they are, the others marked for the long run.

    Raises ValueError where `always` names none, or one that is not there: every run tries one at least.
    """
    cases = list(every)
    if not always or any(each not in cases for each in always):
        raise ValueError(always)
    return [each if each in always else _rarely(each) for each in cases]


def _rarely(case: object) -> ParameterSet:
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.torture)
