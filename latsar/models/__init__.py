"""Facts of Latsar, by what they are about."""

from latsar.models.coaching import (
    CoachingGroup,
    Consultation,
    Guidance,
    Mentor,
    MentorLink,
)
from latsar.models.package import PackagedPage, PackagedQuestion

__all__ = [
    "CoachingGroup",
    "Consultation",
    "Guidance",
    "Mentor",
    "MentorLink",
    "PackagedPage",
    "PackagedQuestion",
]
