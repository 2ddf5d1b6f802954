"""StreamField blocks of a lesson: few, well made, each usable from a Markdown package as well."""

from codecs import BOM_UTF8
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
WEBVTT = b"WEBVTT"
INLINE_FEATURES = ["bold", "italic", "ol", "ul", "link"]


def sample(kind: str) -> Any:
    """Return what the picker shows of a kind of block, in the reader's language."""
    text = gettext("A family reports a birth and visits three offices for it.")
    title = gettext("One birth, three offices")
    question = gettext("Which of these visits could you spare the family?")
    one_window = gettext("one window")
    values: dict[str, Any] = {
        "text": f"<h2>{title}</h2><p>{text}</p>",
        "callout": {"kind": "reflection", "title": "", "text": f"<p>{question}</p>"},
        "table": {
            "caption": title,
            "table": {
                "columns": [
                    {"type": "text", "heading": gettext("Document")},
                    {"type": "text", "heading": gettext("Office")},
                ],
                "rows": [
                    {"values": [gettext("Birth certificate"), gettext("Civil registry")]},
                    {"values": [gettext("Health insurance"), gettext("Insurance office")]},
                ],
            },
        },
        "quote": {
            "text": gettext("A good service asks for nothing that the office knows already."),
            "attribution": gettext("Who said it, and where"),
        },
        "detail": {"title": title, "text": f"<p>{text}</p>"},
        "case": {"title": title, "text": f"<p>{text}</p>", "questions": [question]},
        "glossary": {
            "terms": [{"term": one_window, "meaning": gettext("one place for several services")}]
        },
        "sources": {"sources": [gettext("Law 25 of 2009 on public services, article 15")]},
    }
    return values[kind]


def is_webvtt(document: AbstractDocument) -> bool:
    """Whether a document is what players read as captions."""
    try:
        with document.open_file() as file:
            begin = file.read(len(BOM_UTF8) + len(WEBVTT))
    except OSError:
        return False
    return document.file_extension.lower() == "vtt" and begin.removeprefix(BOM_UTF8).startswith(
        WEBVTT
    )


class TextBlock(blocks.RichTextBlock):
    """The running text."""

    class Meta:
        description = _("Paragraphs, headings and lists. Most of a lesson is text.")
        preview_value = partial(sample, "text")

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Stay rich text to migrations: only the words of the picker are ours."""
        _path, arguments, options = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", arguments, options


class CalloutBlock(blocks.StructBlock):
    """A boxed remark; its kind decides colour, icon and word."""

    kind = blocks.ChoiceBlock(
        choices=[
            ("info", _("Information")),
            ("tip", _("Tip")),
            ("warning", _("Attention")),
            ("reflection", _("Reflection")),
        ],
        default="info",
        label=_("kind"),
    )
    title = blocks.CharBlock(required=False, max_length=120, label=_("title"))
    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "courses/blocks/callout.html"
        description = _("A short remark that stands out: a fact, a tip, a warning, a reflection.")
        preview_value = partial(sample, "callout")


class CreditedImageBlock(blocks.StructBlock):
    """An image that always says what it shows and whose it is."""

    image = ImageChooserBlock(label=_("image"))
    alternative = blocks.CharBlock(max_length=250, label=_("what the image shows"))
    caption = blocks.CharBlock(required=False, max_length=250, label=_("caption"))
    credit = blocks.CharBlock(max_length=150, label=_("credit and licence"))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "courses/blocks/image.html"
        preview_template = "courses/blocks/preview/image.html"
        description = _("A picture, what it shows in words, and whose it is.")


class TableBlock(blocks.StructBlock):
    """A captioned table of text cells."""

    caption = blocks.CharBlock(max_length=200, label=_("caption"))
    table = TypedTableBlock(
        [("text", blocks.RichTextBlock(features=["bold", "italic"], label=_("text")))],
        label=_("table"),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"
        description = _("A comparison or a list of values; its first column names the rows.")
        preview_value = partial(sample, "table")


class QuoteBlock(blocks.StructBlock):
    """A quotation with its source."""

    text = blocks.TextBlock(label=_("text"))
    attribution = blocks.CharBlock(required=False, max_length=200, label=_("attribution"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "courses/blocks/quote.html"
        description = _("Somebody's own words, and who said them.")
        preview_value = partial(sample, "quote")


class MediaBlock(blocks.StructBlock):
    """A video or audio file of our own, with words for those who cannot hear or see it."""

    file = DocumentChooserBlock(label=_("file (MP4, WebM, MP3, OGG)"))
    kind = blocks.ChoiceBlock(
        choices=[("video", _("Video")), ("audio", _("Audio"))], default="video", label=_("kind")
    )
    title = blocks.CharBlock(max_length=150, label=_("title"))
    captions = DocumentChooserBlock(
        required=False,
        label=_("captions of a video (WebVTT)"),
        help_text=_("A .vtt file: what is said, with its times. Every video needs one."),
    )
    transcript = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("transcript"))

    def clean(self, value: Any) -> Any:
        """Ask for captions where something is said in pictures; a draft may still lack them."""
        cleaned = super().clean(value)
        captions = cleaned.get("captions")
        needs_captions = cleaned["kind"] == "video" and not self.is_deferred_validation
        if captions is None and needs_captions:
            words = _("Who cannot hear the video needs captions. Choose a WebVTT file (.vtt).")
        elif captions is not None and not is_webvtt(captions):
            words = _(
                "This is not a WebVTT file: its name ends in .vtt, its text begins with WEBVTT."
            )
        else:
            return cleaned
        raise blocks.StructBlockValidationError(block_errors={"captions": ValidationError(words)})

    class Meta:
        icon = "media"
        label = _("Video or audio")
        template = "courses/blocks/media.html"
        preview_template = "courses/blocks/preview/media.html"
        description = _("A recording of your own, with its words for those who cannot hear it.")


class DocumentBlock(blocks.StructBlock):
    """A file to download, with a sentence on what it is for."""

    document = DocumentChooserBlock(label=_("document"))
    description = blocks.CharBlock(max_length=200, label=_("what it is for"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "courses/blocks/document.html"
        preview_template = "courses/blocks/preview/document.html"
        description = _("A file to download, and what it is for.")


class DetailBlock(blocks.StructBlock):
    """Something extra that stays folded until asked for."""

    title = blocks.CharBlock(max_length=150, label=_("title"))
    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("text"))

    class Meta:
        icon = "collapse-down"
        label = _("Collapsible detail")
        template = "courses/blocks/detail.html"
        description = _("Something extra that stays folded until a reader opens it.")
        preview_value = partial(sample, "detail")


class CaseBlock(blocks.StructBlock):
    """A case from working life with questions to think about."""

    title = blocks.CharBlock(max_length=150, label=_("title"))
    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("text"))
    questions = blocks.ListBlock(blocks.CharBlock(max_length=400), label=_("questions"))

    class Meta:
        icon = "help"
        label = _("Case")
        template = "courses/blocks/case.html"
        description = _("A story from working life with questions to think about.")
        preview_value = partial(sample, "case")


class GlossaryBlock(blocks.StructBlock):
    """Terms of the lesson with their meaning."""

    terms = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("term", blocks.CharBlock(max_length=100, label=_("term"))),
                ("meaning", blocks.CharBlock(max_length=500, label=_("meaning"))),
            ]
        ),
        label=_("terms"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Glossary")
        template = "courses/blocks/glossary.html"
        description = _("Terms of this lesson and what they mean; near its end.")
        preview_value = partial(sample, "glossary")


class SourcesBlock(blocks.StructBlock):
    """Where the lesson's facts come from."""

    sources = blocks.ListBlock(blocks.CharBlock(max_length=500), label=_("sources"))

    class Meta:
        icon = "link"
        label = _("Sources")
        template = "courses/blocks/sources.html"
        description = _("Where the facts come from; the last block of a lesson.")
        preview_value = partial(sample, "sources")


class LessonBody(blocks.StreamBlock):
    """Everything a lesson may be made of."""

    text = TextBlock(features=TEXT_FEATURES, label=_("Text"), template="courses/blocks/text.html")
    callout = CalloutBlock()
    image = CreditedImageBlock()
    table = TableBlock()
    quote = QuoteBlock()
    media = MediaBlock()
    document = DocumentBlock()
    detail = DetailBlock()
    case = CaseBlock()
    glossary = GlossaryBlock()
    sources = SourcesBlock()
