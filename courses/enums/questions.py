"""Choices of the question bank."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionKind(TextChoices):
    """What a question asks for."""

    SINGLE = "single", _("single choice")
    MULTIPLE = "multiple", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")
    SHORT = "short", _("short answer")
    NUMERIC = "numeric", _("numeric answer")
    MATCHING = "matching", _("matching")
    ORDERING = "ordering", _("ordering")
    ESSAY = "essay", _("essay")


class Difficulty(TextChoices):
    """How hard a question is, as its author judges."""

    EASY = "easy", _("easy")
    MEDIUM = "medium", _("medium")
    HARD = "hard", _("hard")


class QuizPartKind(TextChoices):
    """How a part of a quiz chooses its questions."""

    FIXED = "fixed", _("this question")
    DRAW = "draw", _("drawn at random")


class QuestionPart(TextChoices):
    """What of a question one version changed against the one before."""

    TEXT = "text", _("Text")
    ROW = "row", _("Row")
    ROW_FEEDBACK = "row_feedback", _("Feedback of row")
    FEEDBACK = "feedback", _("General feedback")
    GUIDANCE = "guidance", _("Notes for marking")
    POINTS = "points", _("Points")
    CASE = "case", _("Capital letters matter")
    SHUFFLE = "shuffle", _("Options may be shuffled")


class QuestionFault(TextChoices):
    """Why a question cannot be stored; each label says what to do about it."""

    TEXT_MISSING = "text_missing", _("Write what is asked.")
    TEXT_TOO_LONG = "text_too_long", _("Shorten the text; 20,000 characters are the most.")
    POINTS_WRONG = "points_wrong", _("Give points above 0 and at most 100.")
    ROW_EMPTY = "row_empty", _("Fill in the empty row, or take it away.")
    ROWS_ALIKE = "rows_alike", _("Two rows say the same; change one or take it away.")
    ROWS_TOO_MANY = "rows_too_many", _("Keep at most 50 rows.")
    ROWS_FOREIGN = "rows_foreign", _("Take away the rows that this kind of question does not have.")
    IDS_WRONG = "ids_wrong", _("Give every row an identifier of its own.")
    WEIGHT_WRONG = "weight_wrong", _("Give weights between -100 and 100 percent.")
    OPTIONS_TOO_FEW = "options_too_few", _("Give at least two options.")
    OPTIONS_NOT_TWO = "options_not_two", _("Give exactly two options, one for each answer.")
    RIGHT_MISSING = "right_missing", _("Mark the right option.")
    RIGHT_SEVERAL = (
        "right_several",
        _("Mark only one option as right, or make it a multiple choice question."),
    )
    WEIGHTS_SUM = "weights_sum", _("Let the weights of the right options add up to 100 percent.")
    ANSWER_MISSING = "answer_missing", _("Give at least one answer that earns all points.")
    ANSWER_ANYTHING = (
        "answer_anything",
        _("An answer of only * accepts everything; write more, or let it earn 0 percent."),
    )
    RANGE_REVERSED = "range_reversed", _("Put the smaller number of a range first.")
    NUMBER_WRONG = "number_wrong", _("Give a number with at most 20 digits.")
    PAIRS_TOO_FEW = "pairs_too_few", _("Give at least two prompts, each with its match.")
    ITEMS_TOO_FEW = "items_too_few", _("Give at least two things to put in order.")
