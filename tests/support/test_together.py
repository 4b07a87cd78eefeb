"""A worker runs a file, and all of a folder that shares what is dear."""

from tests.support.together import group_of


def test_states_go_to_one_worker_and_other_files_to_any() -> None:
    assert group_of("tests/states/test_barriers.py::test_a[fr]") == group_of("tests/states/test_branches.py::test_b")
    assert group_of("tests/web/test_live.py::test_a[x::y]") == "tests/web/test_live.py"
    assert group_of("tests/web/test_live.py::test_a") != group_of("tests/web/test_ahead.py::test_a")
