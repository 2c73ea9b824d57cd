"""Two units, requests of every sort and all that hangs on them; recorded texts are words that no language has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from meeting_worlds import Saved, World

from withstand import __version__
from withstand.actors.records import LISTING, POSITIONING, POSTING, RELATION, UNIT
from withstand.brief.papers.paper import Block, Facts, Grid, Heading, Items, Paper, Para
from withstand.evidence.records import INCIDENT, VISIT
from withstand.inducement.records import (
    CONDITION,
    DELIVERY,
    FRAMEWORK,
    GOOD_CONDUCT,
    LADDER,
    MONITORING,
    MOVE,
    RISK_ASSESSMENT,
    SCREENING,
    SUPPORT_DECISION,
    SUPPORT_REQUEST,
)

DAY = date(2032, 5, 20)
BODIES = ["human_rights", "joint_analysis", "child_protection"]
FUEL = {"item": "qarvu", "quantity": 4000, "unit": "lidrex"}
TEXTS = ("qarvu", "lidrex", "zumbek", "Vortak", "Mibzar", "Kelvu", "Drumzi", "Bovrek", "Tozmir", "Velmara")
"""Every word of the recorded texts."""


def on(days: int) -> str:
    """So many days before the day of the papers (negative: after)."""
    return (DAY - timedelta(days=days)).isoformat()


def support() -> World:
    """A battalion under a brigade, with four requests: one whole, one refused, one sealed, one bare."""
    world = World()
    _actors(world)
    _incidents(world)
    _whole(world)
    _others(world)
    return world


def _actors(world: World) -> None:
    say = world.tell
    say("brigade", UNIT, name="Vortak", type="army_brigade", side="host_state", country="Velmara")
    say("battalion", UNIT, name="Mibzar", type="army_battalion", side="host_state", aliases=["Kelvu", "Drumzi"])
    say("company", UNIT, name="Bovrek", type="army_company", side="host_state")
    say("bare", UNIT, name="Tozmir", type="army_battalion", side="host_state")
    for key, lower, upper, valid in (
        ("r1", "battalion", "brigade", {"start": "2030-01-01", "ongoing": True, "precise": True}),
        ("r2", "company", "battalion", {"start": "2030-01-01", "end": "2032-01-31", "precise": True}),
        ("r3", "company", "brigade", {"start": "2032-02-01"}),
    ):
        say(key, RELATION, f"lower={lower} upper={upper}", type="command", valid=valid)
    say("at", POSITIONING, "actor=battalion", type="base", where={"area": "VM0101", "name": "Kelvu"},
        valid={"start": "2031-03", "ongoing": True})  # fmt: skip
    say("post", POSTING, "post_in=battalion", type="commander", valid={"start": "2031-01-01", "ongoing": True})
    say("titled", POSTING, "post_in=battalion", type="office_holder", title="Drumzi",
        valid={"start": "2031-01-01", "end": "2031-06-30"})  # fmt: skip
    say("list", LISTING, "listed=battalion", list="Zelnaru", release="2031-12", valid={"start": "2031-01"})
    say("v1", VISIT, purpose="patrol", where={"area": "VM0101"}, when={"start": on(140)}, access="full")
    say("v2", VISIT, purpose="support_monitoring", where={"area": "VM0101"}, when={"start": on(30)}, access="denied")
    for number, access in enumerate(("full", "denied", "denied", "unknown")):
        say(f"look{number}", VISIT, "about=battalion", purpose="monitoring", where={"area": "VM0101"},
            when={"start": on((200, 60, 30, 20)[number])}, access=access)  # fmt: skip


def _incidents(world: World) -> None:
    for number, (unit, what, days, more) in enumerate(
        (
            ("battalion", "extortion", 60, {"counts": [{"unit": "victim", "least": 1200, "most": 1400}]}),
            ("battalion", "looting", 100, {"verification": "verified", "counts": [{"unit": "victim", "best": 1}]}),
            ("battalion", "torture", 300, {"verification": "partly_corroborated", "also": ["extortion"]}),
            ("battalion", "looting", 90, {"verification": "refuted"}),
            ("company", "looting", 150, {}),
            ("company", "extortion", 40, {"where": {"name": "zumbek"}}),
            ("brigade", "summary_execution", 90, {"verification": "verified"}),
        )
    ):
        fields = {"where": {"area": "VM0101"}, "when": {"start": on(days)}, "verification": "allegation", **more}
        world.tell(f"i{number}", INCIDENT, f"suspected={unit}", what=what, **fields)
    span = {"start": on(50), "end": on(10)}
    world.tell("loose", INCIDENT, "suspected=battalion", what="looting", where={"area": "VM0101"}, when=span)
    for number in range(3):
        world.tell(f"nobody{number}", INCIDENT, what="looting", where={"area": "VM0101"}, when={"start": on(20)})


def _whole(world: World) -> None:
    say = world.tell
    say("framework", FRAMEWORK, country="Velmara", adopted="2031-06", sent="2031-07-01", answer="promised",
        letter="zumbek", answered="2031-08", review_by="2032-06-30", summary="Kelvu Drumzi")  # fmt: skip
    say(
        "request", SUPPORT_REQUEST, "recipient=battalion responsible=brigade asked_by=brigade", title="zumbek",
        when={"start": on(80)}, support="fuel_rations", also=["tactical_transport"], stage="planning",
        requested_by="mission_support", country="Velmara", bodies=BODIES, items=[FUEL], strength=1450,
        where={"area": "VM0101", "name": "Kelvu"}, objective="Kelvu Drumzi", responsible_officer="Bovrek",
        host_letter="Tozmir",
    )  # fmt: skip
    step = _steps(world, "request")
    step("scope_in", "due_diligence", 79)
    step("begin_screening", "due_diligence", 79)
    step("submit", "supporting_entity", 78)
    step("begin_screening", "due_diligence", 77)
    say("s1", SCREENING, "screens=request rests_on=i0", body="human_rights", on=on(74), answer="concern",
        reasons="Kelvu", gaps="Drumzi", advised=["fuel_log"], names_checked=40, names_to_judge=1, names_matched=0,
        lists=["Zelnaru"])  # fmt: skip
    say(
        "s2", SCREENING, "screens=request", body="joint_analysis", on=on(73), answer="no_concern_found", reasons="Kelvu"
    )
    say("s3", SCREENING, "screens=request", body="child_protection", on=on(72), answer="no_answer")
    step("consolidate", "due_diligence", 71)
    say(
        "risk", RISK_ASSESSMENT, "request=request rests_on=i1", on=on(70),
        inherent="medium", residual="medium", confidence="b", reasons="Kelvu", withholding="Drumzi", criteria=[
            {"criterion": "record_unit", "rating": 2, "confidence": "b", "source_grade": "B2", "note": "Kelvu"},
            {"criterion": "record_line", "rating": 3, "confidence": "c"},
            {"criterion": "voice_women"},
        ],
        dissent=[{"by": "legal", "opinion": "Drumzi"}],
    )  # fmt: skip
    say("condition", CONDITION, "request=request", condition="Kelvu zumbek", type="fuel_log", test="Drumzi",
        evidence_needed="Kelvu", host_owner="Vortak", due=on(20), consequence="hold_next", host_report="Drumzi",
        host_report_on=on(25), national_law="Kelvu", jointly_designed="yes", oversight_body="Bovrek")  # fmt: skip
    say("verified", CONDITION, "request=request", condition="Drumzi", test="Kelvu", evidence_needed="Kelvu",
        host_owner="Vortak", due=on(-20), consequence="suspend", status="partly_met", verified_by="human_rights",
        verified_on=on(15), verification_text="Kelvu")  # fmt: skip
    step("send_to_review", "due_diligence", 68)
    say(
        "decision", SUPPORT_DECISION,
        "request=request under_condition=condition under_condition=verified assessed_in=risk rests_on=i1 "
        "excludes=company",
        decided="approve_conditions", on=on(60), by_role="decision_maker", decided_by="Bovrek", reasons="Kelvu",
        expires=on(-20), items=[FUEL], residual_accepted="medium", waiver="life_safety", waiver_reasons="Drumzi",
        counter_opinion="Kelvu", headquarters_told=on(59), dissent=[{"by": "human_rights", "opinion": "Drumzi"}],
    )  # fmt: skip
    step("countersign", "countersigner", 59)
    step("begin_delivery", "supporting_entity", 58)
    extra = {"item": "Tozmir", "quantity": 12}
    say("d1", DELIVERY, "request=request decision=decision", what="Kelvu", when={"start": on(50)}, items=[FUEL, extra])
    say("d2", DELIVERY, "request=request decision=decision", what="Kelvu", items=[{**FUEL, "quantity": 1500}],
        when={"start": on(65), "end": on(57)})  # fmt: skip
    say("d3", DELIVERY, "request=request decision=decision", what="Kelvu", items=[FUEL], when={"start": on(66)})
    say("seen", MONITORING, "request=request", what="Kelvu", when={"start": on(40), "end": on(38), "precise": True},
        by=["human_rights"], access="partial", verdict="partly", seen="Drumzi", not_seen="Tozmir")  # fmt: skip
    say("unseen", MONITORING, "request=request", what="Kelvu", when={"start": "2032-05"}, verdict="not_seen")
    step("trigger", "monitor", 12)
    step("engage", "task_force", 11)
    say("later", RISK_ASSESSMENT, "request=request", on=on(10), inherent="high", residual="medium", confidence="c",
        reasons="Kelvu", giving="Drumzi", withholding="Drumzi", mitigation="Kelvu")  # fmt: skip


def _steps(world: World, request: str) -> Any:
    def take(action: str, role: str, days: int, **more: object) -> None:
        fields = {"action": action, "on": on(days), "by_role": role, "reasons": "Kelvu", **more}
        world.tell(f"{request}-{action}-{len(world.told)}", MOVE, f"request={request}", **fields)

    return take


def _others(world: World) -> None:
    say = world.tell
    common: dict[str, Any] = {"when": {"start": on(200)}, "requested_by": "police", "support": "fuel_rations"}
    say("asked", SUPPORT_REQUEST, "recipient=battalion", title="Drumzi", bodies=BODIES[:2], **common)
    step = _steps(world, "asked")
    step("scope_in", "due_diligence", 199)
    step("submit", "supporting_entity", 198)
    step("begin_screening", "due_diligence", 197)
    say("s4", SCREENING, "screens=asked", body="human_rights", on=on(190), answer="concern", reasons="Kelvu")
    say("empty", SUPPORT_REQUEST, "recipient=bare", title="Tozmir", **{**common, "when": {"start": "2032-04"}})
    say("like", SUPPORT_REQUEST, "recipient=bare", title="Kelvu", bodies=BODIES[:1], country="Velmara", **common)
    step = _steps(world, "like")
    step("scope_in", "due_diligence", 199)
    step("submit", "supporting_entity", 198)
    step("begin_screening", "due_diligence", 197)
    say("s5", SCREENING, "screens=like", body="human_rights", on=on(190), answer="no_concern_found", reasons="Kelvu")
    step("consolidate", "due_diligence", 189)
    say("risk2", RISK_ASSESSMENT, "request=like", on=on(188), inherent="low", residual="low", confidence="a",
        reasons="Kelvu", withholding="Drumzi")  # fmt: skip
    step("send_to_review", "due_diligence", 187)
    say("approved", SUPPORT_DECISION, "request=like assessed_in=risk2", decided="approve", on=on(186),
        by_role="decision_maker", decided_by="Bovrek", reasons="Kelvu", expires=on(100))  # fmt: skip
    step("countersign", "countersigner", 185)
    step("begin_delivery", "supporting_entity", 184)
    say("free", DELIVERY, "request=like decision=approved", what="Kelvu", when={"start": on(180)}, items=[FUEL])
    step("suspend", "decision_maker", 150)
    say("good", GOOD_CONDUCT, "by=battalion answers=request", what="checkpoint_removed", when={"start": on(45)},
        verification="verified", details="Kelvu Drumzi")  # fmt: skip
    rungs = [
        {"gives": "fuel_rations", "must_show": ["checkpoint_removed"], "monitoring": "each_delivery"},
        {"gives": "operational_training", "must_show": ["access_given", "order_issued"], "months_without_grave": 12,
         "monitoring": "monthly_visits"},
    ]  # fmt: skip
    say("ladder", LADDER, "recipient=battalion", title="Bovrek", on="2031-12", rungs=rungs, floor="spot_checks")


def lines(paper: Paper, saved: Saved) -> list[str]:
    """A paper line by line as text: what it says, in the order of the page, ids by key."""
    parts = [paper.marking, paper.title, paper.subtitle, *(part for one in paper.blocks for part in _of(one))]
    return [_plain(part, saved) for part in (*parts, paper.footer)]


def _plain(text: str, saved: Saved) -> str:
    return saved.by_key(text).replace(__version__, "<version>").replace("\n", " / ")


def _of(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Para():
            yield block.text
        case Items():
            yield from (f"- {one}" for one in block.texts)
        case Facts():
            yield from (f"{name} | {value}" for name, value in block.rows)
        case Grid():
            yield from (" | ".join(row) for row in (block.header, *block.rows))
