"""StreamField blocks of lessons and assignments."""

from courses.blocks.course import AssessmentBlock, ObjectiveBlock
from courses.blocks.lesson import INLINE_FEATURES, TEXT_FEATURES, LessonBody
from courses.blocks.rubric import RubricBody

__all__ = [
    "INLINE_FEATURES",
    "TEXT_FEATURES",
    "AssessmentBlock",
    "LessonBody",
    "ObjectiveBlock",
    "RubricBody",
]
