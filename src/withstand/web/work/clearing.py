"""What a job asks where the texts of its file may point to people, and what somebody answered."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from withstand.brief.records.scanning import Clearance, TextNotCleared
from withstand.web.work.kinds import Parameters, Question


def clearance_of(asked: Parameters) -> Clearance | None:
    """The decision to let the texts out, where somebody made one."""
    return Clearance(asked["keep_code"], asked.get("keep_text", "")) if asked.get("keep_code") else None


def question_about(found: TextNotCleared) -> Question:
    """The decision that is asked for: what was found, word by word, and the code that stands for exactly that."""
    rows = [[one.record, one.found.field, one.found.found.replace("_", " "), one.found.words] for one in found.findings]
    said = gettext_noop("The texts hold what may point to people. Decide before they go out.")
    return Question(said, {"code": found.code, "findings": rows})
