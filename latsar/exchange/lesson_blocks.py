"""What a lesson is made of, as plain data: one dataclass per kind of block."""

from dataclasses import dataclass

CALLOUT_KINDS = ("info", "tip", "warning", "reflection")

# What the fields of pages and blocks hold; a test compares them with the models.
TITLE_LIMIT = 255
CODE_LIMIT = 12
LESSON_CODE_LIMIT = 16
SUMMARY_LIMIT = 250
POINT_LIMIT = 250
CALLOUT_TITLE_LIMIT = 120
BLOCK_TITLE_LIMIT = 150
CAPTION_LIMIT = 200
ATTRIBUTION_LIMIT = 200
QUESTION_LIMIT = 400
TERM_LIMIT = 100
MEANING_LIMIT = 500
SOURCE_LIMIT = 500
ALTERNATIVE_LIMIT = 250
IMAGE_CAPTION_LIMIT = 250
CREDIT_LIMIT = 150
DOCUMENT_LIMIT = 200
MEDIA_TITLE_LIMIT = 150
MEDIA_KINDS = ("video", "audio")


@dataclass(frozen=True, slots=True)
class Text:
    """Running text with headings, paragraphs and lists."""

    html: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text cells; the cells are HTML, the headings are plain."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed remark of one of the `CALLOUT_KINDS`."""

    kind: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Detail:
    """Something extra that stays folded."""

    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case with questions."""

    title: str
    html: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, plain."""

    text: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms with their meanings, plain."""

    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where facts come from, plain."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; `media` is its file in the package."""

    media: str
    alternative: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Media:
    """A recording of one of the `MEDIA_KINDS` with its words; `captions` is a file as well."""

    media: str
    kind: str
    title: str
    html: str
    captions: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to download."""

    media: str
    description: str


Block = (
    Text | Table | Callout | Detail | Case | Quote | Glossary | Sources | Image | Media | Document
)
