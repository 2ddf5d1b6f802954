"""Which pages a person may choose in the admin: as the target of a link, a move or a copy."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from courses.models import AssignmentPage, LessonPage, QuizPage
from courses.permissions import is_organiser

ACTIVITIES = (LessonPage, QuizPage, AssignmentPage)


def choosable_pages(user: Any, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Narrow `pages` to those of own courses and to what everybody may read.

    Activities of a course that somebody else writes, and its drafts, are not there.
    """
    if is_organiser(user):
        return pages
    own = Q(pk__in=[])
    for permission in page_permission_policy.get_cached_permissions_for_user(user):
        own |= Q(path__startswith=permission.page.path)
    kinds = ContentType.objects.get_for_models(*ACTIVITIES).values()
    public = Q(live=True) & ~Q(content_type__in=[kind.pk for kind in kinds])
    return pages.filter(own | public)
