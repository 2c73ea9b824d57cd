"""A request for support worked on through the command line, step by step, as a focal point does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop import Desktop

TODAY = datetime.now(UTC).date()


def day(shift: int) -> str:
    """Some days from today."""
    return (TODAY + timedelta(days=shift)).isoformat()


def _words(fields: tuple[str, ...], links: tuple[str, ...]) -> list[str]:
    options = [("--set", one) for one in fields] + [("--link", one) for one in links]
    return [part for option in options for part in option]


@dataclass
class SupportDesk:
    """A desk with two units, an incident of each, a framework, and one request for fuel."""

    desk: Desktop
    brigade: str
    battalion: str
    incident: str
    request: str

    @classmethod
    def at(cls, desk: Desktop) -> SupportDesk:
        """Everything that stands before the first step."""
        brigade = cls.add(desk, "unit", "name=2nd Brigade", "type=army_brigade", "side=host_state")
        battalion = cls.add(desk, "unit", "name=14th Battalion", "type=army_battalion", "side=host_state")
        cls.add(
            desk, "relation", "type=command", "valid=2020-01-01..", links=(f"lower={battalion}", f"upper={brigade}")
        )  # fmt: skip
        incident = cls.add(
            desk, "incident", "what=extortion", "where=VM0101", f"when={day(-60)}", links=(f"suspected={battalion}",)
        )
        cls.add(
            desk, "incident", "what=summary_execution", "where=VM0102", f"when={day(-90)}", "verification=verified",
            links=(f"suspected={brigade}",),
        )  # fmt: skip
        cls.add(desk, "framework", "country=Velmara", f"adopted={day(-300)}", f"sent={day(-290)}", "answer=promised")
        request = cls.add(
            desk, "support_request", "title=Fuel for the 14th Battalion", f"when={day(-20)}", "support=fuel_rations",
            "requested_by=mission_support", "country=Velmara", "items=fuel:4000:litres",
            "bodies=human_rights, joint_analysis", "host_letter=Letter 7 of the ministry",
            links=(f"recipient={battalion}",),
        )  # fmt: skip
        return cls(desk, brigade, battalion, incident, request)

    @staticmethod
    def add(desk: Desktop, kind: str, *fields: str, links: tuple[str, ...] = ()) -> str:
        """A record entered by hand."""
        words = _words(fields, links)
        return str(desk.does("record", "add", kind, *words)[0]["record"])

    def about(self, command: str, about: str, *fields: str, links: tuple[str, ...] = ()) -> str:
        """A record entered by a command of `withstand support`."""
        words = _words(fields, links)
        return str(self.desk.does("support", command, about, *words)[0]["record"])

    def move(self, step: str, role: str, *words: str) -> str:
        """A step; the state that it leads to."""
        return str(self.desk.does("support", "move", self.request, step, "--role", role, *words)["state"])

    def show(self, *words: str) -> Any:
        """The request as JSON."""
        return self.desk.does("support", "show", self.request, *words)

    def until_screening(self) -> None:
        """Up to the bodies."""
        self.move("scope_in", "due_diligence")
        self.move("submit", "supporting_entity")
        self.move("begin_screening", "due_diligence")

    def answer(self, body: str, answer: str = "concern", reasons: str = "Fees at two roadblocks") -> str:
        """A body answers."""
        return self.about("screen", self.request, f"body={body}", f"answer={answer}", f"reasons={reasons}")

    def until_review(self) -> tuple[str, str]:
        """Up to the task force; the assessment and a condition."""
        self.until_screening()
        self.answer("human_rights")
        self.answer("joint_analysis", "no_concern_found", "Nothing in our files")
        self.move("consolidate", "due_diligence")
        assessment = self.about(
            "assess", self.request, "inherent=medium", "residual=medium", "confidence=b", "reasons=Fees, no deaths",
            "withholding=The road closes", "criteria=record_unit:2:b:B2;record_line:3:c",
            "dissent=legal:Too low, in part",
            links=(f"rests_on={self.incident}",),
        )  # fmt: skip
        condition = self.about(
            "condition", self.request, "condition=Fees end", "type=fuel_log", "test=No fee in two visits",
            "evidence_needed=Visit reports", "host_owner=2nd Brigade, by office", f"due={day(30)}",
            "consequence=hold_next",
        )  # fmt: skip
        self.move("send_to_review", "due_diligence")
        return assessment, condition

    def decide(self, assessment: str, condition: str, *words: str) -> Any:
        """The task force's decision."""
        return self.desk.does(
            "support", "decide", self.request, "approve_conditions", "--role", "decision_maker", "--by", "Deputy head",
            "--reasons", "On balance", "--expires", day(60), "--item", "fuel:4000:litres", "--condition", condition,
            "--assessment", assessment, *words,
        )  # fmt: skip

    def until_delivery(self) -> str:
        """Up to the first delivery; the decision."""
        decided = self.decide(*self.until_review(), "--dissent", "human_rights:We would wait, for the order")
        self.move("countersign", "countersigner")
        self.move("begin_delivery", "supporting_entity")
        return str(decided["record"])
