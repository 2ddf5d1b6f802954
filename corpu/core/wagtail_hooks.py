"""The admin in our colours: one small stylesheet after Wagtail's own."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """Link our colours on every page of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("corpu/admin.css"))
