"""Facts of the LMS: content, programmes, cohorts, enrolments, learning, questions, work."""

from courses.models.activity_pages import AssignmentPage, QuizPage, QuizPart
from courses.models.assignments import (
    Assessment,
    Submission,
    SubmissionFile,
    SubmissionVersion,
    WorkGroup,
)
from courses.models.attempts import AttemptQuestion, MarkChange, QuizAttempt
from courses.models.attendance import (
    AbsenceWarning,
    Attendance,
    AttendanceChange,
    AttendanceRule,
    SuspicionReview,
)
from courses.models.authorship import CourseTeam, TeamMember
from courses.models.cohort import Cohort, CohortStaff
from courses.models.discussion import DiscussionAnswer, DiscussionQuestion
from courses.models.enrolment import Enrolment
from courses.models.learning import Completion, CourseProgress, Extension
from courses.models.pages import CataloguePage, CoursePage, LessonPage
from courses.models.programme import Programme, ProgrammeAgenda, ProgrammeCourse, ProgrammePhase
from courses.models.question_import import QuestionImport
from courses.models.questions import (
    Question,
    QuestionImage,
    QuestionTag,
    QuestionVersion,
    TaggedQuestion,
)
from courses.models.reading import LessonNote, ReadingPlace
from courses.models.requirement import RequiredActivity, RequiredCourse
from courses.models.roster import RosterImport
from courses.models.schedule import (
    CalendarAddress,
    CohortPhase,
    GroupMember,
    Holiday,
    LearningGroup,
    Room,
    Session,
    SessionInstructor,
)

__all__ = [
    "AbsenceWarning",
    "Assessment",
    "AssignmentPage",
    "AttemptQuestion",
    "Attendance",
    "AttendanceChange",
    "AttendanceRule",
    "CalendarAddress",
    "CataloguePage",
    "Cohort",
    "CohortPhase",
    "CohortStaff",
    "Completion",
    "CoursePage",
    "CourseProgress",
    "CourseTeam",
    "DiscussionAnswer",
    "DiscussionQuestion",
    "Enrolment",
    "Extension",
    "GroupMember",
    "Holiday",
    "LearningGroup",
    "LessonNote",
    "LessonPage",
    "MarkChange",
    "Programme",
    "ProgrammeAgenda",
    "ProgrammeCourse",
    "ProgrammePhase",
    "Question",
    "QuestionImage",
    "QuestionImport",
    "QuestionTag",
    "QuestionVersion",
    "QuizAttempt",
    "QuizPage",
    "QuizPart",
    "ReadingPlace",
    "RequiredActivity",
    "RequiredCourse",
    "Room",
    "RosterImport",
    "Session",
    "SessionInstructor",
    "Submission",
    "SubmissionFile",
    "SubmissionVersion",
    "SuspicionReview",
    "TaggedQuestion",
    "TeamMember",
    "WorkGroup",
]
