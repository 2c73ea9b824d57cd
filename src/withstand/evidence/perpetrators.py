"""Which class a recorded perpetrator belongs to: an ordered list of steps that users can read and replace."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from withstand.errors import UnreadableFile
from withstand.evidence.actor_table import ActorTable, same_name
from withstand.vocabulary.terms import vocabulary

_TESTS = ("registry", "unnamed", "two_sided", "government_here", "government_elsewhere")
_STEP_KEYS = {"key", "class", "test", "source", "code", "match"}
_GOVERNMENT = re.compile(
    r"^(?:government|(?:(?:unidentified )?(?:military|police|security|armed) forces|presidential guard|"
    r"gendarmerie|army|police)) of (?:the )?(?P<country>.+?)(?: \(\d{4}\s*-.*)?$",
    re.IGNORECASE,
)
_REMEDY = "See docs/perpetrators.md for the shape of a rule"
_COALITION = re.compile(r",\s*(?=government of )", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """What a step may look at: one distinct combination in the events."""

    source: str
    perpetrator: str | None
    side_code: str | None
    country: str
    country_code: int | None
    against_civilians: bool

    @property
    def governments(self) -> tuple[str, ...]:
        """The countries whose government, police or army the perpetrator is by name; a coalition has several."""
        members = _COALITION.split(self.perpetrator or "")
        return tuple(found["country"] for member in members if (found := _GOVERNMENT.match(member)))

    @property
    def is_government_here(self) -> bool:
        """Whether this country's own government is it, or part of it; UCDP's numbers decide where both are there."""
        if not self.governments:
            return False
        numbers = {number.strip() for number in (self.side_code or "").split(",")}
        if self.source.startswith("ucdp") and str(self.country_code) in numbers:
            return True
        return any(same_name(named) == same_name(self.country) for named in self.governments)


@dataclass(frozen=True)
class Step:
    """One step of a rule; it fits a case when all it states is true."""

    key: str
    gives: str | None
    test: str | None = None
    source: str | None = None
    code: tuple[str, ...] = ()
    match: tuple[re.Pattern[str], ...] = ()

    def fits(self, case: Case) -> bool:
        """Whether the step decides this case (the registry's own test aside)."""
        if self.source is not None and not case.source.startswith(self.source):
            return False
        if self.code and case.side_code not in self.code:
            return False
        if self.match and not any(pattern.search(case.perpetrator or "") for pattern in self.match):
            return False
        match self.test:
            case None:
                return True
            case "unnamed":
                return case.perpetrator is None
            case "two_sided":
                return not case.against_civilians
            case "government_here":
                return case.is_government_here
            case "government_elsewhere":
                return bool(case.governments) and not case.is_government_here
        return False


@dataclass(frozen=True)
class Rule:
    """An ordered list of steps; the first that fits decides."""

    version: str
    label: str
    steps: tuple[Step, ...]

    def decide(self, case: Case, actors: ActorTable) -> tuple[str, str]:
        """The class and the key of the step that gave it."""
        for step in self.steps:
            if step.test == "registry":
                named = actors.class_of(case.perpetrator, case.country)
                if named is not None:
                    return named, step.key
            elif step.fits(case):
                return str(step.gives), step.key
        return "unknown", "nothing_fits"


def built_in_rule() -> Rule:
    """The rule that ships with the program (vocabulary/perpetrator_rule.toml)."""
    source = files("withstand.vocabulary").joinpath("perpetrator_rule.toml")
    return _rule(Path("perpetrator_rule.toml"), tomllib.loads(source.read_text(encoding="utf-8")))


def rule_from(path: Path) -> Rule:
    """A rule of the user's own, in the shape of the one that ships.

    Raises:
        UnreadableFile: not TOML, or a step that cannot be understood.
    """
    try:
        return _rule(path, tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as problem:
        raise UnreadableFile(path, f"it cannot be read ({problem.strerror})", "Check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise UnreadableFile(path, f"this is not a TOML file ({problem})"[:200], "Correct it") from None


def _rule(path: Path, content: Mapping[str, Any]) -> Rule:
    known = {key for key, term in vocabulary("perpetrators").terms.items() if not term.facts.get("derived")}
    steps = content.get("step")
    if not isinstance(steps, list) or not steps or not all(isinstance(entry, dict) for entry in steps):
        raise UnreadableFile(path, "it holds no [[step]]", _REMEDY)
    return Rule(
        str(content.get("version", "unstated")),
        str(content.get("label", "unstated")),
        tuple(_step(path, number, entry, known) for number, entry in enumerate(steps, start=1)),
    )


def _step(path: Path, number: int, entry: Mapping[str, Any], known: set[str]) -> Step:
    remedy = _REMEDY
    if unknown := set(entry) - _STEP_KEYS:
        named = ", ".join(sorted(unknown)[:5])
        raise UnreadableFile(path, f"step {number} has {named}, which means nothing", remedy)
    for name, value in entry.items():
        listed = name in ("match", "code")
        texts = value if listed and isinstance(value, list) else [None] if listed else [value]
        if not all(isinstance(text, str) for text in texts):
            kind = "a list of texts" if listed else "a text"
            raise UnreadableFile(path, f"step {number} has a {name} that is not {kind}", remedy)
    test, gives = entry.get("test"), entry.get("class")
    if test is not None and test not in _TESTS:
        raise UnreadableFile(path, f"step {number} has the test {test}; known are {', '.join(_TESTS)}", remedy)
    if test != "registry" and gives not in known:
        raise UnreadableFile(
            path, f"step {number} gives the class {gives}; known are {', '.join(sorted(known))}", remedy
        )
    try:
        patterns = tuple(re.compile(text, re.IGNORECASE) for text in entry.get("match", ()))
    except (re.error, OverflowError, RecursionError) as problem:
        raise UnreadableFile(path, f"step {number} has a pattern that cannot be used ({problem})", remedy) from None
    codes = tuple(entry.get("code", ()))
    return Step(entry.get("key", f"step {number}"), gives, test, entry.get("source"), codes, patterns)
