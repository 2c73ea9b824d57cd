"""One language of the page before a meeting: its sentences, terms, days, and how names stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from withstand.brief.papers import tongue
from withstand.mission.wording import isolated

BOOK = "meeting"
_MONTH, _DAY = len("2032-05"), len("2032-05-20")


@dataclass(frozen=True)
class Tongue(tongue.Tongue):
    """`most` letters of a recorded text are told, on a page that has room for so many; 0: all."""

    book: str = BOOK
    most: int = 0

    def day(self, day: date | str | None) -> str:
        """A day, a month or a year, in short words."""
        text = day.isoformat() if isinstance(day, date) else day or ""
        if len(text) == _DAY:
            return self.said("dated", day=int(text[8:]), month=self.common(f"short_{text[5:7]}"), year=text[:4])
        if len(text) == _MONTH:
            return self.said("dated_month", month=self.common(f"short_{text[5:7]}"), year=text[:4])
        return text

    def text(self, recorded: str) -> str:
        """A recorded text on one line, cut where there is no room for all of it, in its own direction."""
        flat = " ".join(recorded.split())
        if not flat:
            return ""
        if self.most and len(flat) > self.most:
            flat = flat[: self.most].rsplit(" ", 1)[0].rstrip(",;:") + " …"
        return f"\N{FIRST STRONG ISOLATE}{flat}\N{POP DIRECTIONAL ISOLATE}" if self.language == "ar" else isolated(flat)

    def with_parts(self, main: str, *parts: str) -> str:
        """A line and what is said of it in brackets."""
        kept = [one for one in parts if one]
        return self.said("with_parts", main=main, parts=self.said("between").join(kept)) if kept else main
