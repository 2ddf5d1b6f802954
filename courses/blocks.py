"""StreamField blocks of a lesson: few, well made, each usable from a Markdown package as well."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
INLINE_FEATURES = ["bold", "italic", "ol", "ul", "link"]


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


class QuoteBlock(blocks.StructBlock):
    """A quotation with its source."""

    text = blocks.TextBlock(label=_("text"))
    attribution = blocks.CharBlock(required=False, max_length=200, label=_("attribution"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "courses/blocks/quote.html"


class MediaBlock(blocks.StructBlock):
    """A video or audio file of our own, with words for those who cannot hear or see it."""

    file = DocumentChooserBlock(label=_("file (MP4, WebM, MP3, OGG)"))
    kind = blocks.ChoiceBlock(
        choices=[("video", _("Video")), ("audio", _("Audio"))], default="video", label=_("kind")
    )
    title = blocks.CharBlock(max_length=150, label=_("title"))
    transcript = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("transcript"))

    class Meta:
        icon = "media"
        label = _("Video or audio")
        template = "courses/blocks/media.html"


class DocumentBlock(blocks.StructBlock):
    """A file to download, with a sentence on what it is for."""

    document = DocumentChooserBlock(label=_("document"))
    description = blocks.CharBlock(max_length=200, label=_("what it is for"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "courses/blocks/document.html"


class DetailBlock(blocks.StructBlock):
    """Something extra that stays folded until asked for."""

    title = blocks.CharBlock(max_length=150, label=_("title"))
    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("text"))

    class Meta:
        icon = "collapse-down"
        label = _("Collapsible detail")
        template = "courses/blocks/detail.html"


class CaseBlock(blocks.StructBlock):
    """A case from working life with questions to think about."""

    title = blocks.CharBlock(max_length=150, label=_("title"))
    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("text"))
    questions = blocks.ListBlock(blocks.CharBlock(max_length=400), label=_("questions"))

    class Meta:
        icon = "help"
        label = _("Case")
        template = "courses/blocks/case.html"


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


class SourcesBlock(blocks.StructBlock):
    """Where the lesson's facts come from."""

    sources = blocks.ListBlock(blocks.CharBlock(max_length=500), label=_("sources"))

    class Meta:
        icon = "link"
        label = _("Sources")
        template = "courses/blocks/sources.html"


class LessonBody(blocks.StreamBlock):
    """Everything a lesson may be made of."""

    text = blocks.RichTextBlock(
        features=TEXT_FEATURES, label=_("Text"), template="courses/blocks/text.html"
    )
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
