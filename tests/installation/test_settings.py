"""`withstand.toml`: what it may say, and one sentence per mistake."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from withstand.errors import WorkspaceError
from withstand.settings import EVERY, HOLDER, Settings, first_settings, read_settings


def settings(folder: Path, text: str) -> Settings:
    (folder / "withstand.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)


def test_a_new_workspaces_settings_read_back(tmp_path: Path) -> None:
    found = settings(tmp_path, first_settings('Amber "Ford" \\ é'))
    assert found.office.name == 'Amber "Ford" \\ é'
    assert found.lock_after == 15
    assert found.profile("holder") == HOLDER
    assert HOLDER.components == (EVERY,)


def test_an_exercise_has_a_day_of_its_own_and_moments_keep_theirs(tmp_path: Path) -> None:
    now = datetime(2032, 5, 20, 23, 30, tzinfo=UTC)
    found = settings(tmp_path, "practice_day = 2033-01-03")
    assert (found.present_day(now), found.today(now)) == (date(2033, 1, 3), date(2032, 5, 20))
    assert settings(tmp_path, "").present_day(now) == date(2032, 5, 20)
    with pytest.raises(WorkspaceError, match="without quotation marks"):
        settings(tmp_path, 'practice_day = "2033-01-03"')


def test_everything_can_be_said(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        """
        lock_after_minutes = 0
        [office]
        name = "Amber"
        time_zone = "Africa/Bangui"
        classification = "strictly_confidential"
        compartments = ["human_rights"]
        [office.retention]
        Incident = 30
        [profile.donor]
        clearance = "unclassified"
        recipient = "public"
        purpose = "reporting"
        """,
    )
    assert found.office.retention == {"Incident": 30}
    assert found.profile("donor").components == ()
    assert set(found.profiles) == {"holder", "donor"}
    assert found.today(datetime(2032, 5, 20, 23, 30, tzinfo=UTC)) == date(2032, 5, 21)


def test_an_earlier_versions_settings_hold(tmp_path: Path) -> None:
    assert settings(tmp_path, 'made = "2032-05-20"\n').office.name == tmp_path.name


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("lock_after_minutes = -1", "lock_after_minutes: -1 is not a number of minutes"),
        ("lock_after_minutes = true", "lock_after_minutes: True is not a number of minutes"),
        ("[office]\nname = 3", "office.name: it must be a text"),
        ('[office]\ntime_zone = "Velm"', "office.time_zone: 'Velm' is not a time zone"),
        ('[office]\ntime_zone = "../etc/passwd"', "is not a time zone"),
        ('[office]\nclassification = "secret"', "office.classification: 'secret' is not one of unclassified"),
        ('[office]\ncompartments = ["*"]', "office.compartments: '*' is not a component"),
        ('[office]\ncompartments = "force"', "office.compartments: it must be a list"),
        ("[office.retention]\nIncident = 0", "office.retention.Incident: 0 is not a number of days"),
        ("[office]\ncolour = 1", "office.colour: there is no such setting"),
        ("colour = 1", "colour: there is no such setting"),
        ("profile = 1", "profile: it must be a table"),
        ('[profile.x]\nrecipient = "nobody"', "profile.x.recipient: 'nobody' is not one of un"),
        ('[profile.x]\npurpose = "fun"', "profile.x.purpose: 'fun' is not one of protection"),
        ("[office", "cannot be read"),
    ],
)
def test_each_mistake_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(WorkspaceError, match=r"withstand\.toml") as raised:
        settings(tmp_path, text)
    assert sentence in str(raised.value)


def test_a_profile_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="There is no profile 'x'"):
        settings(tmp_path, "").profile("x")
