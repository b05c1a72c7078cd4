"""Pictures of the ontology, as SVG made from its axioms: its classes, and what links them.

A picture has a title and a description for who cannot see it; what it shows also stands in the
text of the terms. Colours come from the stylesheet of the page that it is put in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from samgraph.ontology import Ontology, OntologyTerm
from samgraph.terms import PREFIXES, SG, compact, sg

Href = Callable[[str], str]
"""From an IRI to where a picture links; empty for nowhere."""

_WIDTH: Final = 960
_ROW: Final = 30
_BOX: Final = 24
_INDENT: Final = 22
_COLUMNS: Final = 3
_LETTER: Final = 7.4
"""Pixels that a letter takes on average, generously."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A class in the tree: what it is, how deep, and whether it already stood above."""

    iri: str
    depth: int
    repeated: bool


def class_diagram(ontology: Ontology, lang: str, href: Href = lambda _: "") -> str:
    """Return the classes of the ontology as a tree, each below the classes it is a kind of."""
    trees = _trees(ontology)
    columns = _columns(trees)
    height = max((sum(map(len, some)) for some in columns), default=0) * _ROW + 10
    step = _WIDTH / _COLUMNS
    parts: list[str] = []
    for number, some in enumerate(columns):
        row = 0
        for tree in some:
            parts.extend(_drawn(tree, number * step + 4, row, ontology, lang, href))
            row += len(tree)
    said = {
        "nl": ("Klassen", "Elke klasse staat onder de klasse waarvan ze een soort is."),
        "en": ("Classes", "Every class stands below the class of which it is a kind."),
    }[lang]
    return _svg("classes", height, said, parts)


def _trees(ontology: Ontology) -> list[list[_Line]]:
    children: dict[str, list[str]] = {}
    roots: list[str] = []
    for term in ontology.of_kind("class"):
        above = term.related.get("broader", ())
        own = [iri for iri in above if iri.startswith(SG)]
        parents = own or list(above[:1])
        for parent in parents:
            children.setdefault(parent, []).append(term.iri)
            if not parent.startswith(SG) and parent not in roots:
                roots.append(parent)
        if not parents:
            roots.append(term.iri)
    seen: set[str] = set()

    def walk(iri: str, depth: int) -> Iterable[_Line]:
        yield _Line(iri, depth, iri in seen)
        if iri not in seen:
            seen.add(iri)
            for child in children.get(iri, ()):
                yield from walk(child, depth + 1)

    return [list(walk(root, 0)) for root in roots]


def _columns(trees: Sequence[list[_Line]]) -> list[list[list[_Line]]]:
    """Return the trees in columns of about the same height, in their order, the tallest first."""
    ordered = sorted(trees, key=lambda tree: -len(tree))
    columns: list[list[list[_Line]]] = [[] for _ in range(_COLUMNS)]
    for tree in ordered:
        min(columns, key=lambda some: sum(map(len, some))).append(tree)
    return columns


def _drawn(
    tree: Sequence[_Line], left: float, first: int, ontology: Ontology, lang: str, href: Href
) -> Iterable[str]:
    by_iri = ontology.by_iri()
    above: list[int] = []
    for number, line in enumerate(tree):
        top = (first + number) * _ROW + 5
        del above[line.depth :]
        x = left + line.depth * _INDENT
        if above:
            start = above[-1] + _BOX
            middle = top + _BOX / 2
            path = f"M{x - _INDENT + 10:g} {start:g}V{middle:g}H{x:g}"
            yield f'<path class="edge" d="{path}"/>'
        above.append(top)
        kind = "foreign" if line.iri not in by_iri else "again" if line.repeated else "class"
        yield _box(x, top, _name(line.iri, by_iri, lang), kind, href(line.iri))


def link_diagram(ontology: Ontology, lang: str, href: Href = lambda _: "") -> str:
    """Return the links between classes: what they start from on the left, lead to on the right."""
    by_iri = ontology.by_iri()
    links = [
        term
        for term in ontology.terms
        if term.iri == sg("relevantTo") or sg("linkedTo") in term.related.get("broader", ())
    ]
    sources = {term.iri: _ends(term, "domain") for term in links}
    targets = {term.iri: _ends(term, "range") for term in links}
    height = (len(links) + 1) * _ROW
    middles = {term.iri: float((row + 1) * _ROW) for row, term in enumerate(links)}
    lefts, rights = (_beside(ends, middles, height) for ends in (sources, targets))
    width = {"left": 190.0, "middle": 180.0, "right": 190.0}
    at = {"left": 4.0, "middle": (_WIDTH - width["middle"]) / 2, "right": _WIDTH - 194.0}
    parts = []
    for term in links:
        kind = "edge follows" if term.iri == sg("relevantTo") else "edge"
        y, edge, end = middles[term.iri], at["left"] + width["left"], at["middle"] + width["middle"]
        parts += [_curve(edge, lefts[one], at["middle"], y, kind) for one in sources[term.iri]]
        parts += [_curve(end, y, at["right"], rights[one], kind) for one in targets[term.iri]]
    for side, some, style in (("left", lefts, "class"), ("middle", middles, "link"),
                              ("right", rights, "class")):  # fmt: skip
        for iri, y in some.items():
            name = _name(iri, by_iri, lang)
            parts.append(_box(at[side], y - _BOX / 2, name, style, href(iri), width[side]))
    said = {
        "nl": (
            "Verbindingen",
            "Links waar een verbinding begint, in het midden hoe ze heet, rechts waarheen ze "
            "leidt. Wat gestreept is, wordt altijd afgeleid.",
        ),
        "en": (
            "Links",
            "On the left where a link begins, in the middle what it is called, on the right where "
            "it leads. What is dashed is always derived.",
        ),
    }[lang]
    return _svg("links", height + _ROW / 2, said, parts)


def _ends(term: OntologyTerm, end: str) -> tuple[str, ...]:
    return term.related.get(end, ()) or term.related.get(f"{end}Includes", ())


def _beside(
    ends: Mapping[str, Sequence[str]], middles: Mapping[str, float], height: float
) -> dict[str, float]:
    """Return where classes stand in a column: near the links that they have, evenly spaced."""
    linked: dict[str, list[float]] = {}
    for link, some in ends.items():
        for iri in some:
            linked.setdefault(iri, []).append(middles[link])
    ordered = sorted(linked, key=lambda iri: (sum(linked[iri]) / len(linked[iri]), iri))
    step = height / (len(ordered) + 1)
    return {iri: (number + 1) * step for number, iri in enumerate(ordered)}


def _name(iri: str, by_iri: Mapping[str, OntologyTerm], lang: str) -> str:
    term = by_iri.get(iri)
    return term.label(lang) if term is not None else compact(iri, PREFIXES)


def _box(x: float, y: float, name: str, kind: str, href: str, width: float = 0.0) -> str:
    width = width or max(60.0, len(name) * _LETTER + 18)
    drawn = (
        f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{_BOX}" rx="5"/>'
        f'<text x="{x + width / 2:g}" y="{y + _BOX / 2 + 4.5:g}" text-anchor="middle">'
        f"{escape(name)}</text>"
    )
    # Out of the tab order: the same links stand in the text, and these would be a hundred stops.
    return f'<a href="{escape(href)}" tabindex="-1">{drawn}</a>' if href else f"<g>{drawn}</g>"


def _curve(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    middle = (x1 + x2) / 2
    path = f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    return f'<path class="{kind}" d="{path}"/>'


def _svg(name: str, height: float, said: tuple[str, str], parts: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 {_WIDTH} '
        f'{height:g}" width="{_WIDTH}" height="{height:g}" role="group" '
        f'aria-labelledby="diagram-{name}-title diagram-{name}-text">'
        f'<title id="diagram-{name}-title">{escape(said[0])}</title>'
        f'<desc id="diagram-{name}-text">{escape(said[1])}</desc>{"".join(parts)}</svg>'
    )
