"""Puts certificates into the admin and names what the audit log says about them."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from certificates.viewsets import CertificateViewSet, certificate_viewset

LOG_ACTIONS = {
    "certificates.certificate.created": _("Certificate issued, file to be made"),
    "certificates.certificate.issued": _("Certificate file stored"),
    "certificates.certificate.failed": _("Certificate could not be made"),
    "certificates.certificate.retried": _("Certificate queued again"),
}


@hooks.register("register_admin_viewset")
def certificates() -> CertificateViewSet:
    return certificate_viewset


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for action, label in LOG_ACTIONS.items():
        actions.register_action(action, label, label)
