"""Acts of obstruction and visits of one picture, as frames: who did each act, where, what became of the protest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from withstand.actors.records import GROUP, OFFICE, UNIT
from withstand.analysis.obstruction.attempts import Attempts, attempts
from withstand.analysis.obstruction.frames import ACTS, UNKNOWN, VISITS
from withstand.dialogue.records import ENGAGEMENT
from withstand.evidence.area_set import AREA, AreaSet
from withstand.evidence.areas import place
from withstand.evidence.names import comparable
from withstand.evidence.records import OBSTRUCTION, VISIT
from withstand.mission.sightings import area_ids_by_name
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

NO_PROTEST, OPEN = "none", "open"
PROTEST_TONE, HELD = "protest", "held"


@dataclass(frozen=True)
class Obstructed:
    """The acts (ACTS) and visits (VISITS) that an audience may see, placed in areas of one level."""

    acts: pl.DataFrame
    visits: pl.DataFrame

    @cached_property
    def attempts(self) -> Attempts:
        """Attempts to go somewhere, each counted once."""
        return attempts(self.visits, self.acts)

    @property
    def records(self) -> tuple[str, ...]:
        """All records that this rests on."""
        return (*self.acts["record"], *self.visits["record"])


def obstructed(picture: Picture, areas: AreaSet, finer: AreaSet | None = None) -> Obstructed:
    """What the picture's audience may see of obstruction and visits.

    `finer` areas lie in those: a record that names one of them is placed in the area above it.
    """
    known = areas_by_word(areas, finer)
    acts, visits = picture.frame(OBSTRUCTION), picture.frame(VISIT)
    return Obstructed(_acts(picture, acts, visits, known, areas), _visits(visits, known, areas))


def access(picture: Picture, areas: AreaSet | None = None, finer: AreaSet | None = None) -> Attempts:
    """Attempts to go somewhere alone, for what only asks how far a place could be seen; no agency is looked up.

    Without `areas` a place is the code or name that its record gives.
    """
    known = None if areas is None else areas_by_word(areas, finer)
    acts = picture.frame(OBSTRUCTION)
    whole = acts.join(_also(picture), on="record", how="left", maintain_order="left")
    visits = picture.frame(VISIT)
    whole = whole.join(_stopped(picture, visits), on="record", how="left", maintain_order="left")
    told = in_areas(whole, ("destination", "where"), known, areas).select(
        "record", "what", "area", "visit", pl.col("also").fill_null([]), first="when_first", last="when_last",
        agent=pl.lit(UNKNOWN),
    )  # fmt: skip
    return attempts(_visits(visits, known, areas), told)


def _also(picture: Picture) -> pl.DataFrame:
    """The kinds that acts name besides."""
    return picture.frame(OBSTRUCTION, "also").group_by("record").agg("also")


def _stopped(picture: Picture, visits: pl.DataFrame) -> pl.DataFrame:
    """The visit that each act stopped, the first where it names several."""
    kept = picture.link_frame(OBSTRUCTION).filter(pl.col("role") == "kept_from")
    named = kept.join(visits.select(target="record"), on="target", how="semi")
    first = named.sort("link").unique("source", keep="first", maintain_order=True)
    return first.select(record="source", visit="target")


def areas_by_word(areas: AreaSet, finer: AreaSet | None) -> Mapping[str, str]:
    """Areas of the level by every word that stands for them, or for a finer area within them."""
    here = area_ids_by_name(areas)
    if finer is None:
        return here
    above = {one.area_id: here.get(comparable(one.parent)) for one in finer.areas}
    below = {word: above.get(area) for word, area in area_ids_by_name(finer).items()}
    return {word: area for word, area in below.items() if area} | dict(here)


def _visits(visits: pl.DataFrame, known: Mapping[str, str] | None, areas: AreaSet | None) -> pl.DataFrame:
    placed = in_areas(visits, ("where",), known, areas)
    chosen = placed.select("record", "area", first="when_first", last="when_last", access="access",
                           classification="classification")  # fmt: skip
    return chosen.select(pl.col(name).cast(dtype) for name, dtype in VISITS.items())


def _acts(
    picture: Picture, acts: pl.DataFrame, visits: pl.DataFrame, known: Mapping[str, str], areas: AreaSet
) -> pl.DataFrame:
    links = picture.link_frame(OBSTRUCTION)
    placed = in_areas(acts, ("destination", "where"), known, areas)
    joined = placed
    for part in (_also(picture), _stopped(picture, visits), _agents(picture, links), _protests(picture)):
        joined = joined.join(part, on="record", how="left", maintain_order="left")
    protested = pl.col("protest").fill_null(NO_PROTEST)
    whole = joined.with_columns(
        pl.col("also").fill_null([]),
        agent=pl.coalesce("agent", "_agent", pl.lit(UNKNOWN)),
        protest=pl.when((protested == NO_PROTEST) & pl.col("_noted").is_not_null())
        .then(pl.lit(OPEN))
        .otherwise(protested),
        protested_on=pl.coalesce(_day("protested_on"), "_noted"),
        replied_on=_day("reply_on"),
        repeated=pl.col("repeated").fill_null(value=False),
        first="when_first",
        last="when_last",
    )
    return whole.select(pl.col(name).cast(dtype) for name, dtype in ACTS.items())


def _day(column: str) -> pl.Expr:
    """A partial day as its day; null where it names a month or a year only, which times nothing."""
    return pl.col(column).str.to_date("%Y-%m-%d", strict=False)


def in_areas(
    records: pl.DataFrame, places: Iterable[str], known: Mapping[str, str] | None, areas: AreaSet | None
) -> pl.DataFrame:
    """The records with `area`: of their places in turn, the first that names an area of these, or lies in one; with no
    areas, the first that is named at all.
    """
    if known is None or areas is None:
        return records.with_columns(area=pl.coalesce([pl.col(f"{one}_area").replace("", None) for one in places]))
    words = records
    named, points = [], []
    for one in places:
        ids = {word: known.get(comparable(word)) for word in records[f"{one}_area"].unique().drop_nulls()}
        words = words.with_columns(
            pl.col(f"{one}_area").replace_strict(ids, default=None, return_dtype=pl.String).alias(f"_{one}")
        )
        named.append(f"_{one}")
        if areas.has_boundaries:
            words = words.join(_pointed(words, one, areas), on="record", how="left", maintain_order="left")
            points.append(f"_{one}_point")
    order = [name for one in zip(named, points, strict=True) for name in one] if points else named
    return words.with_columns(area=pl.coalesce(order))


def _pointed(records: pl.DataFrame, one: str, areas: AreaSet) -> pl.DataFrame:
    lost = records.filter(pl.col(f"{one}_latitude").is_not_null(), pl.col(f"_{one}").is_null()).select(
        "record",
        latitude=(pl.col(f"{one}_latitude") / 1e6).cast(pl.Float64),
        longitude=(pl.col(f"{one}_longitude") / 1e6).cast(pl.Float64),
        place_precision=pl.lit("place_exact"),
    )
    if not lost.height:
        return pl.DataFrame(schema={"record": pl.String, f"_{one}_point": pl.String})
    return place(lost.lazy(), areas).collect().select("record", pl.col(AREA).alias(f"_{one}_point"))


def _agents(picture: Picture, links: pl.DataFrame) -> pl.DataFrame:
    """The agency of each act: that of who carried it out, else of who ordered it, else the side that is said to be
    behind it; none where several sides are. Of several actors the first that was named counts.
    """
    actor = pl.DataFrame(list(_actor_agents(picture)), schema={"target": pl.String, "_named": pl.String}, orient="row")
    roles = ["executed_by", "ordered_by"]
    named = (
        links.filter(pl.col("role").is_in(roles))
        .join(actor, on="target")
        .sort(pl.col("role").replace_strict(roles, [0, 1], default=9, return_dtype=pl.Int8), "link")
        .group_by("source", maintain_order=True)
        .agg(pl.col("_named").first())
        .rename({"source": "record"})
    )
    sides = _by_fact("sides")
    asserted = picture.frame(OBSTRUCTION, "perpetrators").with_columns(
        _side=pl.col("perpetrator").replace_strict(sides, default=UNKNOWN, return_dtype=pl.String)
    )
    one = pl.when(pl.col("_side").n_unique() == 1).then(pl.col("_side").first()).otherwise(pl.lit(UNKNOWN))
    side = asserted.group_by("record").agg(one.alias("_side"))
    both = side.join(named, on="record", how="full", coalesce=True)
    return both.select("record", _agent=pl.coalesce("_named", "_side"))


def _actor_agents(picture: Picture) -> Iterable[tuple[str, str]]:
    """Each actor's agency: by its type where it is the state's, else by its side."""
    sides = _by_fact("sides")
    for kind, types in ((UNIT, _by_fact("units")), (OFFICE, _by_fact("offices")), (GROUP, {})):
        for record, type_, side in picture.frame(kind).select("record", "type", "side").iter_rows():
            of_side = sides.get(side or UNKNOWN, UNKNOWN)
            yield record, types.get(type_, of_side) if side == "host_state" else of_side


def _by_fact(fact: str) -> dict[str, str]:
    terms = vocabulary("obstruction_agents").terms
    return {str(one): key for key, term in terms.items() for one in term.facts.get(fact, ())}


def _protests(picture: Picture) -> pl.DataFrame:
    """The first day on which a held engagement protested against an act."""
    held = picture.frame(ENGAGEMENT).filter(pl.col("tone") == PROTEST_TONE, pl.col("held") == HELD)
    raised = picture.link_frame(ENGAGEMENT).filter(pl.col("role") == "raises")
    of = raised.join(held.select(source="record", _noted="when_first"), on="source")
    return of.group_by(record=pl.col("target")).agg(pl.col("_noted").min())
