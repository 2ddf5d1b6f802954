"""What Latsar does when the LMS tells it something."""

from typing import Any

from django.dispatch import receiver

from courses.signals import cohort_started
from latsar.services.schemes import freeze_policy


@receiver(cohort_started, dispatch_uid="latsar.freeze_policy")
def freeze_at_start(*, cohort_id: int, **_kwargs: Any) -> None:
    """A cohort keeps the evaluation policy that it starts with."""
    freeze_policy(cohort_id=cohort_id)
