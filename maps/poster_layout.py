"""How a poster is divided: title, map, columns of legend and list, sources."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Paper = Literal["A4", "A3", "A2", "A1", "A0"]
#: ISO 216: short and long edge in millimetres.
PAPERS: Mapping[Paper, tuple[float, float]] = {
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "A2": (420.0, 594.0),
    "A1": (594.0, 841.0),
    "A0": (841.0, 1189.0),
}
_MARGIN = 0.045
_HEADER, _FOOTER, _GAP = 14.0, 20.0, 4.0
_COLUMN = 52.0
#: Part of the room below the title that legend and list get: at least, at most.
_LEAST, _MOST = 0.27, 0.44
#: Room for legend and for one offer in mm² on A4.
_LEGEND, _OFFER = 7000.0, 330.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Sizes in millimetres.

    Parameters
    ----------
    width, height
        Of the paper.
    scale
        How much larger than on A4 type and symbols are: paper of four times the area, which is
        looked at from farther away, has type of 1.4 times the size.
    margin
        Free edge on each side.
    header, footer, gap
        Heights of title and sources, and what is between all parts.
    map_width, map_height
        Of the map: above the columns and the sources on upright paper; on paper that lies, above
        the sources and left of the columns.
    columns, column_width, column_height
        Of legend and list.
    """

    width: float
    height: float
    scale: float
    margin: float
    header: float
    footer: float
    gap: float
    map_width: float
    map_height: float
    columns: int
    column_width: float
    column_height: float

    @property
    def lies(self) -> bool:
        """Whether the map stands left of the columns."""
        return self.width > self.height


def lay_out(paper: Paper, *, landscape: bool, offers: int) -> Layout:
    """Return how a poster is divided.

    Parameters
    ----------
    paper
        Size of the paper.
    landscape
        Whether it lies.
    offers
        How many are to be listed: the more, the more room the list has.
    """
    short, long = PAPERS[paper]
    width, height = (long, short) if landscape else (short, long)
    scale = math.sqrt(short / PAPERS["A4"][0])
    margin, gap = _MARGIN * short, _GAP * scale
    header, footer = _HEADER * scale, _FOOTER * scale
    room = (width - 2 * margin, height - 2 * margin - header - footer - 2 * gap)
    wanted = (_LEGEND + _OFFER * offers) * scale**2 / (room[0] * room[1])
    part = min(_MOST, max(_LEAST, wanted))
    along = room[0] if landscape else room[1]
    map_length, list_length = (along - gap) * (1 - part), (along - gap) * part
    list_width = list_length if landscape else room[0]
    columns = max(1, round((list_width + gap) / (_COLUMN * scale + gap)))
    return Layout(
        width=width,
        height=height,
        scale=scale,
        margin=margin,
        header=header,
        footer=footer,
        gap=gap,
        map_width=map_length if landscape else room[0],
        map_height=room[1] if landscape else map_length,
        columns=columns,
        column_width=(list_width - gap * (columns - 1)) / columns,
        column_height=room[1] + gap + footer if landscape else list_length,
    )


def points_per_inch(layout: Layout, *, most_pixels: float, finest: float = 300.0) -> float:
    """Return the resolution of a picture: as fine as it may be with so many pixels."""
    inches = layout.width * layout.height / 25.4**2
    return min(finest, math.floor(math.sqrt(most_pixels / inches)))
