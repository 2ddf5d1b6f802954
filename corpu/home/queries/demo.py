"""What the people of a cohort have worked on, so that the demonstration plays nothing twice."""

from collections import defaultdict

from courses.models import Cohort, Completion, QuizAttempt, Submission


def touched_activities(cohort: Cohort) -> defaultdict[int, set[int]]:
    """Return the pinned activities each person has completed or handed something in for."""
    touched: defaultdict[int, set[int]] = defaultdict(set)
    for model in (Completion, QuizAttempt, Submission):
        pairs = model.objects.filter(enrolment__cohort=cohort)
        for enrolment, activity in pairs.values_list("enrolment_id", "activity_id"):
            touched[enrolment].add(activity)
    return touched
