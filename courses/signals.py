"""What the LMS tells packages above it; sent after commit, with ids only."""

from django.dispatch import Signal

# One person has newly completed one required course: `enrolment_id`, `required_course_id`.
course_completed = Signal()

# A cohort has begun: `cohort_id`.
cohort_started = Signal()
