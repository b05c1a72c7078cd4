"""SVG as safe text: elements with escaped attributes and text, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup, escape

from samgraph.text import printable

FONT: Final = "Arial, Helvetica, 'Liberation Sans', sans-serif"
"""Faces of one metric, so that a text is as wide as it was measured."""

INK: Final = "#1d2a33"
MUTED: Final = "#56646e"
RULE: Final = "#c9cfd3"
WASH: Final = "#f3f5f6"
PAPER: Final = "#ffffff"


def number(value: float) -> str:
    """Return a length in the fewest characters: at most one decimal."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def tag(name: str, *content: str, **attributes: str | float) -> Markup:
    """Return an element; text in it is escaped unless it is `Markup` already.

    An underscore in an attribute's name stands for a hyphen, one at its end for nothing.
    """
    parts = [name]
    for key, value in attributes.items():
        said = value if isinstance(value, str) else number(value)
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{_safe(said)}"')
    inside = Markup("").join(_safe(text) for text in content)
    if not inside:
        return Markup(f"<{' '.join(parts)}/>")  # noqa: S704 - every value is escaped above
    return Markup(f"<{' '.join(parts)}>{inside}</{name}>")  # noqa: S704


def _safe(text: str) -> Markup:
    """Return text that XML holds: escaped, and without characters that XML forbids."""
    return text if isinstance(text, Markup) else escape(printable(text))


def join(parts: Iterable[str]) -> Markup:
    """Return elements one after the other."""
    return Markup("").join(parts)


def image(
    ident: str,
    size: tuple[float, float],
    title: str,
    description: str,
    *content: str,
) -> str:
    """Return a whole picture that says what it is to whoever cannot see it.

    `ident` begins every id in the picture, so that several pictures fit one page.
    """
    width, height = (round(side) for side in size)
    return str(
        tag(
            "svg",
            tag("title", title, id=f"{ident}-title"),
            tag("desc", description, id=f"{ident}-desc"),
            tag("rect", width=width, height=height, fill=PAPER),
            *content,
            xmlns="http://www.w3.org/2000/svg",
            id=ident,
            role="img",
            aria_labelledby=f"{ident}-title {ident}-desc",
            viewBox=f"0 0 {width} {height}",
            width=width,
            height=height,
            font_family=FONT,
            font_size=11,
            fill=INK,
        )
    )
