"""Choices of question files: their types, what is wrong in them, what they cannot hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionFileKind(TextChoices):
    """How a file of questions is written."""

    GIFT = "gift", "GIFT"
    AIKEN = "aiken", "Aiken"
    MOODLE_XML = "moodle-xml", "Moodle XML"


class TextKind(TextChoices):
    """How a text in a question file is marked up."""

    HTML = "html", "HTML"
    MARKDOWN = "markdown", "Markdown"
    PLAIN = "plain", _("plain text")
    MOODLE = "moodle", _("Moodle's automatic format")


class FileProblem(TextChoices):
    """Why a question file is not taken; each label says what to do about it."""

    EMPTY = "empty", _("The file holds no questions. Choose another file or another type.")
    TOO_LARGE = "too_large", _("The file is larger than %(limit)s MB. Split it.")
    TOO_MANY = "too_many", _("The file holds more than %(limit)s questions. Split it.")
    NOT_TEXT = "not_text", _("This is no text file. Save it as text in UTF-8.")
    UNKNOWN_ENCODING = (
        "unknown_encoding",
        _("The encoding of the characters is not recognised from here on. Save it in UTF-8."),
    )
    ENCODING_REFUSED = (
        "encoding_refused",
        _("The encoding “%(found)s” cannot be read. Save the file in UTF-8."),
    )
    XML_BROKEN = (
        "xml_broken",
        _("The XML breaks off or is not well-formed here. Export it from Moodle again."),
    )
    XML_FORBIDDEN = (
        "xml_forbidden",
        _("The XML declares a document type or entities, which is refused. Remove them."),
    )
    XML_TOO_DEEP = "xml_too_deep", _("The XML is nested too deeply. Export it from Moodle again.")
    XML_NOT_QUIZ = (
        "xml_not_quiz",
        _("This XML is no Moodle quiz. Export the questions as “Moodle XML format”."),
    )
    TYPE_UNSUPPORTED = (
        "type_unsupported",
        _("Questions of type “%(type)s” cannot be taken. Remove it or write it as another type."),
    )
    BRACE_MISSING = (
        "brace_missing",
        _("The { of the answers is not closed. Add } and leave no blank line between the two."),
    )
    BRACE_STRAY = (
        "brace_stray",
        _("There is a { or } too many. Write \\{ and \\} where they belong to a text."),
    )
    TITLE_OPEN = "title_open", _("The title is not closed. Write it between :: and ::.")
    TEXT_MISSING = "text_missing", _("There is no question text. Write it before the answers.")
    TEXT_TOO_LONG = "text_too_long", _("A text is longer than %(limit)s characters. Shorten it.")
    FORMAT_UNKNOWN = (
        "format_unknown",
        _("The text format “%(found)s” is not known. Use html, markdown, plain or moodle."),
    )
    ANSWERS_UNREADABLE = (
        "answers_unreadable",
        _("The answers cannot be read. Begin each with = (right) or ~ (wrong)."),
    )
    MATCH_UNREADABLE = (
        "match_unreadable",
        _("“%(found)s” is no pair. Write each pair as = prompt -> match."),
    )
    TRUTH_UNREADABLE = (
        "truth_unreadable",
        _("It is not clear which answer is right. Give 100 percent to either true or false."),
    )
    NUMBER_UNREADABLE = (
        "number_unreadable",
        _("“%(found)s” is no number. Write digits with a decimal point, such as 3.5."),
    )
    WEIGHT_UNREADABLE = (
        "weight_unreadable",
        _("“%(found)s” is no weight. Write percents between -100 and 100."),
    )
    OTHERS_FEEDBACK = (
        "others_feedback",
        _("A number has no answer “*” for all others. Move its feedback to the general feedback."),
    )
    UNITS = "units", _("Units with a factor cannot be taken. Remove the units of the question.")
    OPTIONS_MISSING = (
        "options_missing",
        _("There are no options. Write them as A. and B. on lines of their own."),
    )
    OPTION_ORDER = (
        "option_order",
        _("Option %(found)s is not where it belongs. Letter the options A, B, C in order."),
    )
    ANSWER_LINE_MISSING = (
        "answer_line_missing",
        _("The line ANSWER: is missing. Write it below the options, such as ANSWER: B."),
    )
    ANSWER_UNKNOWN = (
        "answer_unknown",
        _("The answer “%(found)s” is none of the options. Write the letter of one of them."),
    )
    IMAGE_MISSING = (
        "image_missing",
        _("The image “%(name)s” is not in the file. Export with its files, or remove the image."),
    )
    IMAGE_REMOTE = (
        "image_remote",
        _("The image “%(name)s” lies on another site. Put it into the file, or remove it."),
    )
    IMAGE_TOO_LARGE = (
        "image_too_large",
        _("The image “%(name)s” is too large. At most %(limit)s MB and %(pixels)s megapixels."),
    )
    IMAGE_DAMAGED = (
        "image_damaged",
        _("The image “%(name)s” cannot be read. Use a whole PNG, JPEG, GIF or WebP."),
    )
    IMAGES_TOO_MANY = (
        "images_too_many",
        _("The file holds more than %(limit)s images. Split it."),
    )
    FILE_UNSUPPORTED = (
        "file_unsupported",
        _("The attached file “%(name)s” cannot be taken. Only images can; remove the link."),
    )
    MEDIA = (
        "media",
        _("Audio, video and embedded frames cannot be taken (%(tag)s). Link to them instead."),
    )
    ID_TWICE = (
        "id_twice",
        _("The identifier is already on line %(first)s. Give each question its own, or none."),
    )
    KIND_DIFFERS = (
        "kind_differs",
        _("The bank has this identifier with another kind of question. Remove it from the file."),
    )


class ExportLoss(TextChoices):
    """What an exported file does not hold; each label completes a list of questions."""

    IMAGES = "images", _("images left out, which GIFT cannot hold")
    ORDERING = "ordering", _("left out, because GIFT has no ordering")
    POINTS = "points", _("points left out, which GIFT cannot hold")
    CASE = "case", _("upper and lower case no longer told apart")
    SHUFFLE = "shuffle", _("the fixed order of options left out")
    GUIDANCE = "guidance", _("the notes for markers left out")
    TRUTH = "truth", _("true or false in other words, written as single choice")
    MEDIA = "media", _("embedded media left out")
