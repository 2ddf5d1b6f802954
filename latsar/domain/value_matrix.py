"""The matrix of basic values: how many stages of each activity show a value, planned and done."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BasicValue:
    """One of the basic values that the cohort learns, by the code of its course."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class StageValues:
    """The values that one stage shows, and whether the stage was carried out."""

    codes: tuple[str, ...]
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a value was planned and how often it was done."""

    planned: int = 0
    done: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.planned + other.planned, self.done + other.done)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One value through all activities."""

    value: BasicValue
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class ValueMatrix:
    """The whole matrix with its sums per activity and over all."""

    rows: tuple[MatrixRow, ...]
    columns: tuple[Cell, ...]
    total: Cell


def value_matrix(
    values: Sequence[BasicValue], activities: Sequence[Sequence[StageValues]]
) -> ValueMatrix:
    """Count; a stage that names a value twice shows it once, unknown codes count nowhere."""
    rows = tuple(_row(value, activities) for value in values)
    columns = tuple(
        sum((row.cells[place] for row in rows), Cell()) for place in range(len(activities))
    )
    return ValueMatrix(rows, columns, sum(columns, Cell()))


def _row(value: BasicValue, activities: Sequence[Sequence[StageValues]]) -> MatrixRow:
    cells = tuple(_cell(value.code, stages) for stages in activities)
    return MatrixRow(value, cells, sum(cells, Cell()))


def _cell(code: str, stages: Sequence[StageValues]) -> Cell:
    shown = [stage for stage in stages if code in stage.codes]
    return Cell(len(shown), sum(stage.is_done for stage in shown))
