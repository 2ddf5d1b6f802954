"""Who may read whose certificate, and who may have one made again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import rules
from wagtail.permission_policies import ModelPermissionPolicy

from certificates.models import Certificate

if TYPE_CHECKING:
    from corpu.accounts.models import User


@rules.predicate
def is_recipient(user: "User", certificate: Certificate) -> bool:
    """The person it was issued to."""
    return certificate.recipient_id is not None and certificate.recipient_id == user.pk


@rules.predicate
def is_document_staff(user: "User", _certificate: Certificate | None = None) -> bool:
    """Staff who see every certificate, because they keep them or report on every cohort."""
    return user.has_perm("certificates.view_certificate") or user.has_perm(
        "courses.can_view_report"
    )


@rules.predicate
def may_retry_certificate(user: "User", _certificate: Certificate | None = None) -> bool:
    """Staff who may have a certificate made again that could not be made."""
    return user.has_perm("certificates.change_certificate") or user.has_perm(
        "courses.can_issue_certificates"
    )


may_read_certificate = is_recipient | is_document_staff


class ReadOnlyPolicy(ModelPermissionPolicy):
    """In the admin nobody adds, changes or deletes a certificate by hand, superusers included."""

    def user_has_permission(self, user: "User", action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: "User", actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


certificate_policy = ReadOnlyPolicy(Certificate)
