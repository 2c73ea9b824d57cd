"""`withstand alerts due` and `answered`."""

from __future__ import annotations

from datetime import date
from typing import Any

from withstand.cli.opening import warn
from withstand.cli.record_view import ID_SHOWN
from withstand.cli.terminal import piped, print_json, print_table
from withstand.dialogue.alerts import alerts_of, due_on
from withstand.dialogue.answers import FEWEST, NOT_YET, SEVERAL, Answered, Times, answers
from withstand.errors import InputError
from withstand.mission.wording import day as told
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

_DUE = {
    "held": "held for a person: decide who may receive it",
    "answer": "not answered",
    "feedback": "closed, and nobody has said whether those who warned us were told",
}


def run_due(picture: Picture, day: date) -> None:
    """What waits on alerts, the longest first."""
    rows: list[dict[str, Any]] = []
    for one in due_on(alerts_of(picture)):
        waited = (day - one.since).days
        rows.append(
            {
                "alert": one.alert,
                "title": picture.get(one.alert).title,
                "due": one.what,
                "since": one.since.isoformat(),
                "days": waited,
            }
        )
    if piped():
        print_json(rows)
        return
    if not rows:
        warn(f"Nothing waits on an alert, as far as {picture.audience.name} may see.")
        return
    lines = [
        [vocabulary("violations").label(row["title"]), _DUE[row["due"]], told(row["since"]), str(row["days"]),
         row["alert"][-ID_SHOWN:]]
        for row in rows
    ]  # fmt: skip
    print_table("", ["alert", "due", "since", "days", "record"], lines, left=3)


def run_answered(picture: Picture, day: date, since: date | None, until: date | None) -> None:
    """Answers to alerts, by whom they are about and who answered.

    Raises:
        InputError: the period ends before it begins.
    """
    if since and until and since > until:
        raise InputError(f"The period ends, {until}, before it begins, {since}.")
    rows = answers(alerts_of(picture), day, since or date.min, until or date.max)
    if piped():
        print_json({"day": day.isoformat(), "fewest_for_times": FEWEST, "about": [_plain(row) for row in rows]})
        return
    if not rows:
        warn(f"No alerts in this time, as far as {picture.audience.name} may see.")
        return
    lines = []
    for row in rows:
        times = dict(row.times)
        waiting = f"too few to say ({row.timed})" if row.few else f"{_days(row.waiting_median)} (of {row.timed})"
        lines.append([_about(row.about), "all", str(row.alerts), waiting])
        lines.extend(["", _who(who), str(number), _said(times.get(who))] for who, number in row.by)
    print_table("", ["about", "answered by", "alerts", "days until an answer"], lines, left=2)
    warn(
        "“all”: the day by which half were answered, of so many whose days are known; those not answered yet count for "
        "as long as they waited, those of whom nobody has said who answered are left out. "
        f"By answerer: median (quartiles) of those with both days known. No times of fewer than {FEWEST}."
    )


def _plain(row: Answered) -> dict[str, Any]:
    times = dict(row.times)
    return {
        "about": row.about,
        "alerts": row.alerts,
        "with_known_days": row.timed,
        "half_answered_within_days": row.waiting_median,
        "few": row.few,
        "by": [
            {
                "who": who,
                "alerts": number,
                "timed": times[who].timed if who in times else 0,
                "median_days": times[who].median if who in times else None,
                "quartiles": times[who].quartiles if who in times else None,
            }
            for who, number in row.by
        ],
    }


def _about(name: str) -> str:
    return "Several classes" if name == SEVERAL else vocabulary("perpetrators").label(name)


def _who(name: str) -> str:
    return "Not answered yet" if name == NOT_YET else vocabulary("alert_answerers").label(name)


def _days(number: int | None) -> str:
    return "fewer than half answered" if number is None else str(number)


def _said(times: Times | None) -> str:
    if times is None or not times.timed:
        return "–"
    if times.median is None or times.quartiles is None:
        return f"too few to say ({times.timed})"
    return f"{times.median:g} ({times.quartiles[0]:g}–{times.quartiles[1]:g})"
