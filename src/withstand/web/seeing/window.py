"""The part of the map that is shown: how close, and where its middle lies."""

from __future__ import annotations

from dataclasses import dataclass

CLOSER = 1.6
CLOSEST = CLOSER**6


@dataclass(frozen=True)
class Window:
    """A part of a frame of `width` by `height`, seen `zoom` times as large, around a point of it."""

    width: float
    height: float
    zoom: float
    x: float
    y: float

    @classmethod
    def of(cls, size: tuple[float, float], zoom: str, x: str, y: str) -> Window:
        """What an address asks for; whatever is no number is the whole map."""
        width, height = size
        return cls(width, height, 1.0, width / 2, height / 2).moved(
            _number(zoom, 1.0), _number(x, width / 2), _number(y, height / 2)
        )

    def moved(self, zoom: float, x: float, y: float) -> Window:
        """The same frame seen elsewhere; what is shown stays inside it."""
        zoom = min(max(zoom, 1.0), CLOSEST)
        wide, high = self.width / zoom / 2, self.height / zoom / 2
        x, y = min(max(x, wide), self.width - wide), min(max(y, high), self.height - high)
        return Window(self.width, self.height, zoom, x, y)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width, height of what is shown."""
        wide, high = self.width / self.zoom, self.height / self.zoom
        return self.x - wide / 2, self.y - high / 2, wide, high

    @property
    def values(self) -> dict[str, str]:
        """The window as an address has it."""
        if self.zoom == 1.0:
            return {}
        return {"z": f"{self.zoom:.3g}", "x": f"{self.x:.0f}", "y": f"{self.y:.0f}"}

    def steps(self) -> dict[str, Window]:
        """Where the buttons lead."""
        _, _, wide, high = self.box
        return {
            "in": self.moved(self.zoom * CLOSER, self.x, self.y),
            "out": self.moved(self.zoom / CLOSER, self.x, self.y),
            "whole": self.moved(1.0, self.x, self.y),
            "west": self.moved(self.zoom, self.x - wide / 4, self.y),
            "east": self.moved(self.zoom, self.x + wide / 4, self.y),
            "north": self.moved(self.zoom, self.x, self.y - high / 4),
            "south": self.moved(self.zoom, self.x, self.y + high / 4),
        }


def _number(text: str, otherwise: float) -> float:
    try:
        number = float(text)
    except ValueError:
        return otherwise
    return number if abs(number) < 1e6 else otherwise
