"""What there is in an area for its people, what is missing or double, and how it was counted."""

from __future__ import annotations

from geo.profiles.figures import Comparison, Figure
from geo.profiles.findings import GapGroup
from geo.profiles.methods import Methods
from geo.profiles.observations import IndicatorProfile, Point
from geo.profiles.profile import (
    AreaFigures,
    AreaProfile,
    SourceLine,
    figures_of,
    profile_of,
    profiled_areas,
)
from geo.profiles.tallies import PerspectiveProfile, RessortProfile, Tally

__all__ = [
    "AreaFigures",
    "AreaProfile",
    "Comparison",
    "Figure",
    "GapGroup",
    "IndicatorProfile",
    "Methods",
    "PerspectiveProfile",
    "Point",
    "RessortProfile",
    "SourceLine",
    "Tally",
    "figures_of",
    "profile_of",
    "profiled_areas",
]
