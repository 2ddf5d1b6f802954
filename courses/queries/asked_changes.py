"""What a reviewer has asked for before a page may be published."""

from dataclasses import dataclass

from wagtail.models import Page, WorkflowState


@dataclass(frozen=True, slots=True)
class AskedChanges:
    """Who sent the page back, and what they said about it."""

    reviewer: str
    comment: str


def asked_changes(page: Page) -> AskedChanges | None:
    """Return what was asked while the page waits to be improved; None where nothing was."""
    state = (
        WorkflowState.objects.for_instance(page)
        .filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
        .select_related("current_task_state__finished_by")
        .first()
    )
    if state is None or state.current_task_state is None:
        return None
    task = state.current_task_state
    return AskedChanges(str(task.finished_by), task.comment)
