"""Who may see a record and why, in words, for the account itself or for a profile of the workspace."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from withstand.picture.audience import Audience
from withstand.picture.explanation import Explanation, Ground, explain
from withstand.picture.picture import Picture
from withstand.settings import ProfileSettings
from withstand.web.holding import held
from withstand.web.records import saying


@dataclass(frozen=True)
class Explained:
    """The verdict for a profile, the conditions in words and whether each holds, and the profiles to choose from."""

    profile: str
    visible: bool
    conditions: tuple[tuple[str, bool], ...]
    profiles: tuple[str, ...]


def explained(picture: Picture, record: str, profile: str) -> Explained:
    """Why a profile sees a record that the picture shows, or does not; of the picture's own audience by default."""
    profiles = held().settings.profiles
    audience = _audience(profiles[profile]) if profile in profiles else picture.audience
    found = explain(picture.ledger, record, audience, replace(picture, audience=audience))
    chosen = profile if profile in profiles else ""
    said = tuple((_said(found, ground), ground.holds) for ground in found.grounds)
    return Explained(chosen, found.visible, said, tuple(profiles))


def _audience(profile: ProfileSettings) -> Audience:
    return Audience(profile.name, profile.clearance, profile.components, profile.recipient, profile.purpose)


def _said(found: Explanation, ground: Ground) -> str:
    match ground.what:
        case "text":
            return _("Its text is here.")
        case "clearance":
            return _("It is classified “%(classification)s”; the clearance is “%(clearance)s”.") % {
                "classification": saying.label("classifications", ground.about[0]),
                "clearance": saying.label("classifications", found.audience.clearance),
            }
        case "components":
            if not ground.about:
                return _("It is open to every component.")
            return _("It is open to: %(components)s.") % {"components": saying.components(ground.about)}
        case "sealed":
            return _("It is sealed until every body has answered, and opens to these people alone: %(components)s.") % {
                "components": saying.components(ground.about)
            }
        case "use":
            return _("Its sources allow use by “%(recipient)s” for “%(purpose)s”.") % {
                "recipient": saying.label("consent_recipients", ground.about[0]),
                "purpose": saying.label("consent_purposes", ground.about[1]),
            }
        case "day":
            return _("It is of %(day)s or before.") % {"day": saying.day(ground.about[0])}
        case "moment":
            return _("It was known at that moment.")
    return _("A record with this id is known here.")
