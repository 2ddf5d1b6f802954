"""Problems of question files: what is quoted from the file stays readable."""

import pytest

from courses.domain.question_files import problem
from courses.enums.question_files import FileProblem


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [("pendek", "pendek"), ("x" * 60, "x" * 60), ("x" * 61, f"{'x' * 59}…"), (61, 61)],
)
def test_quotes_are_cut_to_a_readable_length(quoted, shown):
    found = problem(3, "Soal", next(iter(FileProblem)), found=quoted)

    assert found.parameters == (("found", shown),)
