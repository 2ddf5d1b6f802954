"""Facts of Latsar, by what they are about."""

from latsar.models.aktualisasi import (
    ActivityStage,
    Aktualisasi,
    Cause,
    Evidence,
    FrozenPaper,
    Issue,
    PlannedActivity,
    Signature,
    WeeklyReport,
)
from latsar.models.coaching import (
    CoachingGroup,
    Consultation,
    Guidance,
    Mentor,
    MentorLink,
)
from latsar.models.graduation import GraduationDecision, GraduationMeeting
from latsar.models.package import PackagedPage, PackagedQuestion
from latsar.models.schemes import (
    CohortScheme,
    EvaluationScheme,
    GradingBand,
    GradingScheme,
    ProgrammeScheme,
    RemedialRule,
    SchemeComponent,
    SchemePart,
)
from latsar.models.score_papers import Objection, ScoreImport, ScorePaper
from latsar.models.scores import RaterScore, Score, ScoreChange, ScoredComponent
from latsar.models.scoring_forms import ScoringForm, ScoringItem

__all__ = [
    "ActivityStage",
    "Aktualisasi",
    "Cause",
    "CoachingGroup",
    "CohortScheme",
    "Consultation",
    "EvaluationScheme",
    "Evidence",
    "FrozenPaper",
    "GradingBand",
    "GradingScheme",
    "GraduationDecision",
    "GraduationMeeting",
    "Guidance",
    "Issue",
    "Mentor",
    "MentorLink",
    "Objection",
    "PackagedPage",
    "PackagedQuestion",
    "PlannedActivity",
    "ProgrammeScheme",
    "RaterScore",
    "RemedialRule",
    "SchemeComponent",
    "SchemePart",
    "Score",
    "ScoreChange",
    "ScoreImport",
    "ScorePaper",
    "ScoredComponent",
    "ScoringForm",
    "ScoringItem",
    "Signature",
    "WeeklyReport",
]
