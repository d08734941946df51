"""A stored answer as people read it."""

from datetime import date

from data.returns.questions import YES, Question

WITHDRAWN = "(retirée)"
KEPT_APART = "(gardée à part)"


def said(question: Question | None, value: str | None, *, is_private: bool) -> str:
    """The canonical value in French: « Oui », 15/03/2022, a choice as declared. None: the answer was withdrawn.

    What belongs to a person is not repeated, nor what a question that is no longer asked may have held.
    """
    if value is None:
        return WITHDRAWN
    if is_private or question is None or question.private:
        return KEPT_APART
    match question.type:
        case "yes_no":
            return "Oui" if value == YES else "Non"
        case "date":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        case "choice" if question.unquoted and value not in question.choices:
            return KEPT_APART
        case "text" if question.unquoted:
            return KEPT_APART
    return value
