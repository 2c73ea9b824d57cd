"""The panel: recorded deaths of civilians and of fighters, per area and month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from withstand.errors import WithstandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
IntArray: TypeAlias = npt.NDArray[np.int64]

PERPETRATORS = (
    "host_state",
    "foreign_state",
    "state_partner",
    "de_facto_authority",
    "non_state",
    "own_side",
    "unknown",
)
ANY_STATE = "any_state"
STATE_CLASSES = ("host_state", "state_partner", "foreign_state")
BATTLE = ("sb", "ns")
EPOCH_YEAR = 1980


class PanelError(WithstandError):
    """A panel whose parts do not fit together, or a question it cannot answer."""


def month_id(label: str) -> int:
    """The VIEWS month number of "YYYY-MM": 1 is January 1980."""
    try:
        year, month = (int(part) for part in label.split("-"))
    except ValueError:
        raise PanelError(f"{label!r} is not a month; write it as YYYY-MM") from None
    if not 1 <= month <= 12:
        raise PanelError(f"{label!r} is not a month; the month must lie between 01 and 12")
    return (year - EPOCH_YEAR) * 12 + month


def month_label(number: int) -> str:
    """The month of a VIEWS month number, as "YYYY-MM"."""
    years, months = divmod(number - 1, 12)
    return f"{EPOCH_YEAR + years:04d}-{months + 1:02d}"


@dataclass(frozen=True, eq=False)
class Panel:
    """Deaths per area and month, every month of the record present (no event recorded is a zero).

    Deaths that could not be located in an area are not here; their carrier is the reader of the source.

    areas        A area ids, unique.
    countries    A countries, one for each area.
    first_month  VIEWS month_id of column 0.
    one_sided    perpetrator class -> (A, T) deaths of civilians in one-sided violence.
    battle       "sb" (state-based) and "ns" (non-state conflict) -> (A, T) deaths.
    neighbours   (A, A), symmetric, False on the diagonal.

    Arrays are copied and made read-only. Raises PanelError when shapes disagree or a value is negative, not finite
    or not a whole number.
    """

    areas: tuple[str, ...]
    countries: tuple[str, ...]
    first_month: int
    one_sided: Mapping[str, FloatArray]
    battle: Mapping[str, FloatArray]
    neighbours: BoolArray

    def __post_init__(self) -> None:
        if not self.areas or len(set(self.areas)) != len(self.areas):
            raise PanelError(f"a panel needs unique area ids, got {len(self.areas)}: {self.areas!r}")
        if len(self.countries) != len(self.areas):
            raise PanelError(f"{len(self.areas)} areas but {len(self.countries)} countries")
        _refuse_unknown("perpetrator class", self.one_sided, PERPETRATORS)
        _refuse_unknown("kind of battle deaths", self.battle, BATTLE)
        if not self.one_sided or set(self.battle) != set(BATTLE):
            raise PanelError("a panel needs at least one perpetrator class, and both 'sb' and 'ns' battle deaths")
        shape = (len(self.areas), next(iter(self.one_sided.values())).shape[-1])
        if shape[1] == 0:
            raise PanelError("a panel needs at least one month")
        object.__setattr__(self, "one_sided", _checked(self.one_sided, shape))
        object.__setattr__(self, "battle", _checked(self.battle, shape))
        object.__setattr__(self, "neighbours", _checked_neighbours(self.neighbours, shape[0]))

    @property
    def months(self) -> int:
        """Number of columns T."""
        return int(next(iter(self.one_sided.values())).shape[1])

    @property
    def last_month(self) -> int:
        """VIEWS month_id of the last column."""
        return self.first_month + self.months - 1

    def column(self, month: int) -> int:
        """The column of a VIEWS month_id."""
        if not self.first_month <= month <= self.last_month:
            raise PanelError(
                f"{month_label(month)} is outside the panel, which runs from "
                f"{month_label(self.first_month)} to {month_label(self.last_month)}"
            )
        return month - self.first_month

    def until(self, month: int) -> Panel:
        """The panel as it would be with `month` as its last month."""
        columns = self.column(month) + 1
        return replace(
            self,
            one_sided={name: deaths[:, :columns] for name, deaths in self.one_sided.items()},
            battle={name: deaths[:, :columns] for name, deaths in self.battle.items()},
        )

    def of_country(self, country: str) -> Panel:
        """The panel of one country's areas."""
        inside = np.flatnonzero(np.array(self.countries) == country)
        return replace(
            self,
            areas=tuple(self.areas[i] for i in inside),
            countries=tuple(self.countries[i] for i in inside),
            one_sided={name: deaths[inside] for name, deaths in self.one_sided.items()},
            battle={name: deaths[inside] for name, deaths in self.battle.items()},
            neighbours=self.neighbours[np.ix_(inside, inside)],
        )

    def classes(self, target: str) -> tuple[str, ...]:
        """The perpetrator classes a target stands for: itself, or for `any_state` those the source tells apart."""
        wanted = STATE_CLASSES if target == ANY_STATE else (target,)
        present = tuple(name for name in wanted if name in self.one_sided)
        if not present:
            raise PanelError(
                f"the panel has no perpetrator class {target!r}; it has {', '.join(sorted(self.one_sided))}"
            )
        return present

    def target(self, targets: Iterable[str]) -> FloatArray:
        """(A, T) deaths of civilians by the given classes together; each class counts once."""
        classes = {name for target in targets for name in self.classes(target)}
        together: FloatArray = np.sum([self.one_sided[name] for name in sorted(classes)], axis=0)
        return together

    def compatriots(self) -> FloatArray:
        """(A, A) 1 where two areas lie in one country, an area with itself included."""
        countries = np.array(self.countries)
        return np.asarray(countries[:, None] == countries[None, :], dtype=np.float64)


def _refuse_unknown(what: str, given: Iterable[str], known: tuple[str, ...]) -> None:
    if stray := sorted(set(given) - set(known)):
        raise PanelError(f"unknown {what} {', '.join(stray)}; known are {', '.join(known)}")


def _checked(series: Mapping[str, FloatArray], shape: tuple[int, int]) -> dict[str, FloatArray]:
    checked: dict[str, FloatArray] = {}
    for name, given in series.items():
        deaths = np.array(given, dtype=np.float64)
        if deaths.shape != shape:
            raise PanelError(f"{name}: expected shape {shape} (areas, months), got {deaths.shape}")
        wrong = ~np.isfinite(deaths) | (deaths < 0) | (deaths != np.floor(deaths))
        if wrong.any():
            area, month = (int(i) for i in np.argwhere(wrong)[0])
            raise PanelError(
                f"{name}: deaths must be whole, finite and not negative; "
                f"area {area}, column {month} holds {deaths[area, month]}"
            )
        deaths.flags.writeable = False
        checked[name] = deaths
    return checked


def _checked_neighbours(given: BoolArray, areas: int) -> BoolArray:
    neighbours = np.array(given, dtype=np.bool_)
    if neighbours.shape != (areas, areas):
        raise PanelError(f"neighbours: expected shape {(areas, areas)}, got {neighbours.shape}")
    if neighbours.diagonal().any() or (neighbours != neighbours.T).any():
        raise PanelError("neighbours must be symmetric, and no area its own neighbour")
    neighbours.flags.writeable = False
    return neighbours
