"""Facts of Latsar, by what they are about."""

from latsar.models.coaching import (
    CoachingGroup,
    Consultation,
    Guidance,
    Mentor,
    MentorLink,
)
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
    "CoachingGroup",
    "CohortScheme",
    "Consultation",
    "EvaluationScheme",
    "GradingBand",
    "GradingScheme",
    "Guidance",
    "Mentor",
    "MentorLink",
    "Objection",
    "PackagedPage",
    "PackagedQuestion",
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
]
