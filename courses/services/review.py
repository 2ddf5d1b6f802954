"""Prepares the review of what authors submit: one workflow over the whole catalogue."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from corpu.accounts.enums import Role

WORKFLOW = "Tinjauan materi"
# What Wagtail's own migrations put on the root page; here nobody is in its group.
BUILT_IN = "Moderators approval"
APPROVERS = (Role.REVIEWER, Role.ORGANISER)


@transaction.atomic
def prepare_review(*, content_root: Page) -> None:
    """Let reviewers and organisers approve what is written below the catalogue; safe to repeat.

    A workflow that an administrator has put there instead stays.
    """
    WorkflowPage.objects.filter(workflow__name=BUILT_IN, page__depth=1).delete()
    if WorkflowPage.objects.filter(page_id=content_root.pk).exists():
        return
    workflow, is_new = Workflow.objects.get_or_create(name=WORKFLOW)
    if is_new:
        task = GroupApprovalTask.objects.create(name=WORKFLOW)
        task.groups.set(Group.objects.filter(name__in=APPROVERS))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page_id=content_root.pk)
