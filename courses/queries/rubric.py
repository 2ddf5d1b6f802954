"""The rubric as an assignment page has it now."""

from courses.domain.rubric import Criterion, Level, Rubric
from courses.models import AssignmentPage


def rubric_of(page: AssignmentPage) -> Rubric:
    """Return the criteria of a page; each is known by the id of its block."""
    return tuple(
        Criterion(
            key=str(block.id or place),
            title=block.value["title"],
            levels=tuple(
                Level(level["label"], level["points"] or 0, level["description"])
                for level in block.value["levels"]
            ),
        )
        for place, block in enumerate(page.rubric)
    )
