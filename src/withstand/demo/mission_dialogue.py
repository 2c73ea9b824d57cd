"""Two years of dialogue in one order: what links to another record comes after it."""

from __future__ import annotations

from withstand.demo.mission_alerts_sent import ALERTS_SENT
from withstand.demo.mission_dialogue_access import DIALOGUE_ACCESS
from withstand.demo.mission_dialogue_actors import DIALOGUE_ACTORS
from withstand.demo.mission_dialogue_alerts import DIALOGUE_ALERTS
from withstand.demo.mission_dialogue_capital import DIALOGUE_CAPITAL
from withstand.demo.mission_dialogue_fuel import DIALOGUE_FUEL
from withstand.demo.mission_dialogue_goals import GOALS
from withstand.demo.mission_dialogue_inquiry import DIALOGUE_INQUIRY
from withstand.demo.mission_dialogue_kessin import DIALOGUE_KESSIN
from withstand.demo.mission_dialogue_liaison import DIALOGUE_LIAISON
from withstand.demo.mission_dialogue_planned import PLANNED
from withstand.demo.mission_dialogue_planted import DIALOGUE_PLANTED
from withstand.demo.mission_dialogue_stadium import DIALOGUE_STADIUM

DIALOGUE = (
    *DIALOGUE_ACTORS,
    *GOALS,
    *DIALOGUE_ALERTS,
    *DIALOGUE_ACCESS,
    *DIALOGUE_FUEL,
    *DIALOGUE_STADIUM,
    *DIALOGUE_INQUIRY,
    *DIALOGUE_KESSIN,
    *DIALOGUE_CAPITAL,
    *DIALOGUE_LIAISON,
    *DIALOGUE_PLANTED,
    *PLANNED,
    *ALERTS_SENT,
)
