"""The line of phases."""

import datetime as dt

import pytest

from courses.domain.phase_line import PhaseWork, PlannedPhase, phase_line
from courses.domain.phases import PhaseDates
from courses.enums import PhaseStage

TODAY = dt.date(2019, 5, 6)


def planned(code, first=None, last=None, sessions=0):
    days = (dt.date(2019, 5, first), dt.date(2019, 5, last)) if first else (None, None)
    return PlannedPhase(PhaseDates(code, *days), code.title(), sessions)


def work(code, done, count=3):
    return PhaseWork(code, code.title(), done, count)


@pytest.mark.parametrize(
    ("plan", "works", "line"),
    [
        ([], [], []),
        # Without a plan the first phase with work left is where one is.
        ([], [work("a", 3), work("b", 1), work("c", 0)], ["a done", "b here", "c"]),
        ([planned("a"), planned("b")], [work("b", 0)], ["a", "b here"]),
        # By its dates.
        (
            [planned("a", 1, 3), planned("b", 5, 8), planned("c", 9, 12)],
            [work("a", 1), work("b", 3), work("c", 0)],
            ["a", "b here done", "c"],
        ),
        ([planned("a", 1, 3), planned("b", 9, 12)], [], ["a done", "b"]),
        ([planned("a", 1, 3, sessions=1)], [], ["a"]),
        ([planned("a", 9, 12)], [work("a", 3)], ["a"]),
        # Two at once, as PKTBT beside habituation.
        ([planned("a", 1, 9), planned("b", 6, 6)], [], ["a here", "b here"]),
        # Dates win over an undated phase; work outside the plan keeps its point.
        ([planned("a"), planned("b", 5, 8)], [work("a", 0), work("x", 0)], ["a", "b here", "x"]),
    ],
)
def test_phase_line(plan, works, line):
    steps = phase_line(plan, works, TODAY)

    words = [" ".join([s.code] + ["here"] * s.is_current + ["done"] * s.is_done) for s in steps]
    assert words == line


def test_days_and_sessions_left_are_told():
    (step,) = phase_line([planned("a", 5, 8, sessions=4)], [work("a", 1)], TODAY)

    assert (step.stage, step.days_left, step.sessions_left) == (PhaseStage.NOW, 2, 4)
    assert (step.label, step.work.done) == ("A", 1)
