"""Names of actors and places in a picture: the scan of texts does not take them for people."""

from __future__ import annotations

from withstand.picture.picture import Picture

NAMED = ("actors.Unit", "actors.Office", "actors.Group")
PLACED = (
    "evidence.Incident",
    "evidence.Alert",
    "evidence.Obstruction",
    "evidence.Visit",
    "actors.Positioning",
    "mission.Threat",
    "mission.Action",
)


def known_names(picture: Picture) -> frozenset[str]:
    """Names and aliases of actors, and names of places in records."""
    found: set[str] = set()
    for name in NAMED:
        kind = picture.ledger.registry.get(name)
        if kind is not None:
            found.update(picture.frame(kind)["name"].drop_nulls())
            found.update(picture.frame(kind, "aliases")["aliases"].drop_nulls())
    claims = picture.ledger.registry.get("actors.NameClaim")
    if claims is not None:
        found.update(picture.frame(claims)["name"].drop_nulls())
    for name in PLACED:
        kind = picture.ledger.registry.get(name)
        if kind is not None:
            frame = picture.frame(kind)
            found.update(frame["where_name"].drop_nulls())
            found.update(frame["where_area"].drop_nulls())
    return frozenset(found)
