"""The page before a meeting as a paper, and the same for programs: pocket, sanitised, or full."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from withstand import __version__
from withstand.actors.records import Group, Office, Unit
from withstand.brief.dialogue.assessing import assessing
from withstand.brief.dialogue.fitting import fitted, rows_of
from withstand.brief.dialogue.knowing import knowing
from withstand.brief.dialogue.sections import Form, Section
from withstand.brief.dialogue.talking import talking
from withstand.brief.dialogue.tongue import Tongue
from withstand.brief.papers.paper import (
    Block,
    Cited,
    CitedGrid,
    Columns,
    Facts,
    Grid,
    Heading,
    Lines,
    Paper,
    Para,
    Sources,
)
from withstand.dialogue.delivered import Counts
from withstand.dialogue.meeting.delivery import COUNTED
from withstand.dialogue.meeting.meeting import Meeting
from withstand.ledger import rights
from withstand.ledger.ids import instant_text
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen

POCKET_LETTERS, POCKET_ISSUES, POCKET_CITED = 110, 5, 3
_TYPES: dict[type, str] = {Unit: "unit_types", Office: "office_types", Group: "group_types"}


class MeetingPage:
    """One page: its sections in one language and one form, and what they rest on."""

    def __init__(self, found: Meeting, picture: Picture, language: str, form: Form) -> None:
        self.found, self.picture, self.form = found, picture, form
        self.tongue = Tongue(language, most=POCKET_LETTERS if form == "pocket" else 0)
        sections = [*talking(found, self.tongue), *knowing(found, self.tongue, form)]
        if form == "full":
            sections += assessing(found, self.tongue)
        self.identity = tuple(self._identity())
        self.delivery = found.delivery[:POCKET_ISSUES] if form == "pocket" else found.delivery
        if form == "pocket":
            sections = list(fitted(sections, self._above()))
        self.sections = tuple(sections)

    @cached_property
    def records(self) -> tuple[str, ...]:
        """Every record that the page rests on."""
        cited = [record for one in self.sections for line in one.lines for record in line.records]
        counted = [record for row in self.delivery for record in row.records]
        who = [record for line in self.identity for record in line[2]]
        return tuple(dict.fromkeys((self.found.about.office.record, *who, *counted, *cited)))

    @cached_property
    def seen(self) -> tuple[Seen, ...]:
        """The same as they are seen."""
        return tuple(one for _, one in sorted(self.picture.several(self.records).items()))

    def paper(self, known: str = "") -> Paper:
        """As a paper; `known` is the moment of what is known, else the picture's own."""
        tongue, about = self.tongue, self.found.about
        known = known or instant_text(self.picture.moment)
        marking = max(self._classifications(), key=rights.level)
        return Paper(
            title=tongue.said("title", office=tongue.text(about.office.title), day=tongue.day(about.day)),
            subtitle=f"{tongue.said(f'version_{self.form}')} {self._for_whom()}",
            marking=tongue.label("classifications", marking),
            blocks=tuple(self._blocks()),
            footer=f"{tongue.said('footer', version=__version__)} {self._made(marking, known)}",
            language=tongue.language,
            sheet=self.form == "pocket",
            tells_how_made=True,
        )

    def plain(self) -> dict[str, Any]:
        """For programs: the same sections, with whole ids, and the counts."""
        about = self.found.about
        return {
            "office": about.office.record,
            "name": about.office.title,
            "on": about.day.isoformat(),
            "form": self.form,
            "language": self.tongue.language,
            "who": [{"what": name, "text": text, "records": list(records)} for name, text, records in self.identity],
            "delivery": [
                {"issue": row.issue, "own": vars(row.own), "line": vars(row.line), "records": row.records}
                for row in self.delivery
            ],
            "sections": [
                {
                    "key": one.key, "title": one.title, "rule": one.rule, "left_out": one.left_out,
                    "lines": [{"text": line.text, "records": list(line.records)} for line in one.lines],
                }
                for one in self.sections
            ],
        }  # fmt: skip

    def _classifications(self) -> Iterator[str]:
        known = self.found.about.classifications
        yield from (known[one] for one in self.records if one in known)
        others = self.picture.several(one for one in self.records if one not in known)
        yield from (one.classification for one in others.values())

    def _for_whom(self) -> str:
        return self.tongue.said("for_whom", audience=self.picture.audience.name)

    def _made(self, marking: str, known: str) -> str:
        tongue, audience = self.tongue, self.picture.audience
        return tongue.said(
            "made", recipient=tongue.label("consent_recipients", audience.recipient),
            purpose=tongue.label("consent_purposes", audience.purpose), records=len(self.records),
            classification=tongue.label("classifications", marking), known=known,
        )  # fmt: skip

    def _above(self) -> float:
        """Lines over the columns beyond three of identity, a table of two rows, and a small list of records."""
        who = sum(rows_of(f"{name} {text}", letters=120) for name, text, _ in self.identity) - 3
        return max(0, who) + max(0, len(self.delivery) - 2) * 1.25

    def _blocks(self) -> Iterator[Block]:
        say = self.tongue.said
        yield Facts(tuple((name, text) for name, text, _ in self.identity))
        yield Heading(say("h_delivery"))
        if self.delivery:
            yield self._table()
            left = len(self.found.delivery) - len(self.delivery)
            cut = f" ({say('more', number=left)})" if left else ""
            yield Para(say("delivery_note") + cut)
        else:
            yield Para(say("u_nothing_asked"))
        yield Columns()
        for one in self.sections:
            yield from self._section(one)
        yield Sources(say("h_sources"))

    def _section(self, section: Section) -> Iterator[Block]:
        say = self.tongue.said
        if section.key == "together":
            yield Para(section.rule, note=True)
        yield Heading(section.title)
        if section.rule and section.key != "together":
            yield Para(section.rule)
        lines = list(section.lines)
        if section.left_out:
            lines.append(Cited(say("more", number=section.left_out)))
        if lines:
            yield Lines(tuple(lines), POCKET_CITED if self.form == "pocket" else 12)
        elif section.key != "not_known":
            yield Para(say("none_to_say" if section.key == "facts" else "none"))

    def _identity(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        found, tongue = self.found, self.tongue
        say, fields = tongue.said, found.about.office.fields
        book = _TYPES.get(type(fields), "")
        kind = tongue.label(book, fields.type) if isinstance(fields, (Unit, Office, Group)) else ""
        posts = []
        for one in found.posts:
            name = tongue.text(one.fields.title) if one.fields.title else tongue.label("posting_types", one.fields.type)
            posts.append(say("acting", post=name) if one.fields.acting else name)
        yield say("who"), ", ".join(dict.fromkeys((kind, *posts))), tuple(one.record for one in found.posts)
        chain = []
        for above in found.chain[:4]:
            name = tongue.text(found.about.name(above.actor))
            chain.append(name if above.sure else say("may_be", called=name))
        ties = tuple(one.tie.relation for one in found.chain[:4])
        yield say("answers_to"), (" ← " if tongue.language == "ar" else " → ").join(chain) or say("nobody"), ties
        yield say("this_meeting"), self._meeting(), (found.this.record,) if found.this else ()

    def _meeting(self) -> str:
        tongue, this = self.tongue, self.found.this
        if this is None:
            return tongue.said("no_meeting")
        fields = this.fields
        lead = tongue.label("components", fields.lead) if fields.lead else tongue.said("someone")
        others = [tongue.label("components", one) for one in fields.components if one != fields.lead]
        channel = tongue.label("engagement_channels", fields.channel)
        level = tongue.label("engagement_levels", fields.level)
        return tongue.with_parts(tongue.text(fields.subject), channel, level, ", ".join((lead, *others)))

    def _table(self) -> CitedGrid:
        say = self.tongue.said
        header = (say("c_issue"), *(say(f"c_{name}") for name in COUNTED), say("c_records"))
        rows = [
            (
                self.tongue.label("dialogue_issues", row.issue),
                *(_both(row.own, row.line, name) for name in COUNTED), "",
            )
            for row in self.delivery
        ]  # fmt: skip
        records = tuple(tuple(row.records) for row in self.delivery)
        grid = Grid.of(header, rows, (27, 8, 8, 10, 8, 9, 9, 9, 12))
        return CitedGrid(grid, records, POCKET_CITED if self.form == "pocket" else 6)


def _both(own: Counts, line: Counts, name: str) -> str:
    mine, theirs = getattr(own, name), getattr(line, name)
    return f"{mine} ({theirs})" if theirs else str(mine)
