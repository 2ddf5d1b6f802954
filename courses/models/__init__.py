"""Facts of the LMS: content, programmes, cohorts, enrolments, completions."""

from courses.models.cohort import Cohort, CohortStaff
from courses.models.enrolment import Enrolment
from courses.models.learning import CourseProgress, LessonCompletion
from courses.models.pages import CataloguePage, CoursePage, LessonPage
from courses.models.programme import Programme, ProgrammeAgenda, ProgrammeCourse, ProgrammePhase
from courses.models.requirement import RequiredCourse, RequiredLesson
from courses.models.roster import RosterImport

__all__ = [
    "CataloguePage",
    "Cohort",
    "CohortStaff",
    "CoursePage",
    "CourseProgress",
    "Enrolment",
    "LessonCompletion",
    "LessonPage",
    "Programme",
    "ProgrammeAgenda",
    "ProgrammeCourse",
    "ProgrammePhase",
    "RequiredCourse",
    "RequiredLesson",
    "RosterImport",
]
