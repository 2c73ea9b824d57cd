"""The brief as one self-contained page: no script, nothing fetched, printable on A4."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Template
from markupsafe import Markup

from withstand import __version__
from withstand.brief.drawing_values import Drawing
from withstand.brief.templating import environment
from withstand.mission.own_values import OwnClass
from withstand.mission.own_words import own_class_name, own_sentences
from withstand.mission.review_values import Review
from withstand.mission.together import together_said
from withstand.mission.wording import day, listed, month
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from withstand.brief.maps import Outlines
    from withstand.brief.own_page import OwnPage


def page(review: Review, drawing: Drawing, set_aside: str = "", drawn: Outlines | None = None) -> str:
    """The brief as HTML. `drawing` is of its findings; `set_aside` says where rows that were not events are listed.

    `drawn` are the outlines of the areas, for maps of stance where the operation's own records have a part.
    """
    return _template().render(
        review=review,
        words=vocabulary("perpetrators"),
        sections=drawing.sections,
        over_time=drawing.over_time,
        set_aside=set_aside,
        version=__version__,
        day=day,
        month=month,
        listed=listed,
        together=tuple(sentence for _, sentence in together_said(review)),
        own_sentences=own_sentences(review.own) if review.own else (),
        own_tables=_own_tables(review),
        own_class_name=own_class_name,
        classification=_classification(review),
        parts=_parts(review, drawn),
    )


def _parts(review: Review, drawn: Outlines | None) -> OwnPage | None:
    """What draws maps is loaded only where there is something to draw."""
    if review.own is None or review.own.parts is None:
        return None
    from withstand.brief.own_page import own_page

    return own_page(review.own.parts, drawn)


def _own_tables(review: Review) -> tuple[tuple[str, tuple[OwnClass, ...]], ...]:
    """The operation's own incidents in the data's last 12 months, and since."""
    if review.own is None:
        return ()
    both = (("The data's last 12 months", review.own.same_period), ("After the data end", review.own.since))
    return tuple((title, classes) for title, classes in both if classes)


def _classification(review: Review) -> str:
    return vocabulary("classifications").label(review.own.classification) if review.own else ""


@cache
def _template() -> Template:
    numbers = {"n": lambda number: f"{number:,}", "pc": lambda share: "–" if share is None else f"{share:.0f} %"}
    return environment(**numbers, drawing=_drawing).get_template("review.html")


def _drawing(svg: str) -> Markup:
    """A chart's SVG as it is: the charts escape every text they hold."""
    return Markup(svg)  # noqa: S704
