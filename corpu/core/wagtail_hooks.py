"""The admin in our colours and words: a small stylesheet, and what its scripts say."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from corpu.core.views import AdminWords


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """Link our colours on every page of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("corpu/admin.css"))


@hooks.register("register_admin_urls")
def admin_words() -> list[URLPattern]:
    """Answer the address of the scripts' words before Wagtail does."""
    return [path("jsi18n/", AdminWords.as_view(), name="admin-words")]
