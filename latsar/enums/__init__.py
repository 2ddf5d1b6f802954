"""Choices of Latsar, by what they are about."""

from latsar.enums.aktualisasi import (
    AktualisasiRefusal,
    CauseKind,
    ChangeKind,
    Lack,
    PaperKind,
    PaperPart,
    PaperState,
    Standing,
    Verdict,
)
from latsar.enums.evaluation import BandOutcome, SchemeFault, Scorer
from latsar.enums.graduation import DecisionRefusal, GraduationReason, ProposedOutcome
from latsar.enums.guidance import ActorRole, Attention, ConsultationState, LinkState
from latsar.enums.mentor_sheets import MentorProblem, MentorSheetFault
from latsar.enums.packages import KeptReason
from latsar.enums.scores import (
    LockHold,
    ObjectionOutcome,
    ScoreAct,
    ScoreFault,
    ScoreHow,
    ScoreRefusal,
    ScoreRowFault,
    ScoreSheetFault,
    ScoreSource,
    ScoreStage,
)

__all__ = [
    "ActorRole",
    "AktualisasiRefusal",
    "Attention",
    "BandOutcome",
    "CauseKind",
    "ChangeKind",
    "ConsultationState",
    "DecisionRefusal",
    "GraduationReason",
    "KeptReason",
    "Lack",
    "LinkState",
    "LockHold",
    "MentorProblem",
    "MentorSheetFault",
    "ObjectionOutcome",
    "PaperKind",
    "PaperPart",
    "PaperState",
    "ProposedOutcome",
    "SchemeFault",
    "ScoreAct",
    "ScoreFault",
    "ScoreHow",
    "ScoreRefusal",
    "ScoreRowFault",
    "ScoreSheetFault",
    "ScoreSource",
    "ScoreStage",
    "Scorer",
    "Standing",
    "Verdict",
]
