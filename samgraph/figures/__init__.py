"""Pictures for print: pure functions from plain values to SVG, without script and without chance.

Colours come with patterns, so that a picture also speaks in grey; ids begin with a name that the
caller gives, so that several pictures fit one page.
"""

from __future__ import annotations

from samgraph.figures.bars import Bar, Range, draw_bars, draw_ranges
from samgraph.figures.dots import Dot, draw_dots
from samgraph.figures.flow import Hop, draw_flow
from samgraph.figures.matrix import Grid, draw_matrix, parts
from samgraph.figures.network import draw_network
from samgraph.figures.shares import Series, draw_shares
from samgraph.figures.spans import Span, draw_spans

__all__ = [
    "Bar",
    "Dot",
    "Grid",
    "Hop",
    "Range",
    "Series",
    "Span",
    "draw_bars",
    "draw_dots",
    "draw_flow",
    "draw_matrix",
    "draw_network",
    "draw_ranges",
    "draw_shares",
    "draw_spans",
    "parts",
]
