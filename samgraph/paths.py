"""SPARQL property paths, read into parts so that what lies on a path can be named.

The grammar is that of SPARQL 1.1, https://www.w3.org/TR/sparql11-query/#rPath, from `[88] Path`
to `[95] PathOneInPropertySet`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from samgraph.errors import SamgraphError, near_match
from samgraph.terms import RDF

_TOKEN = re.compile(
    r"\s*(?:(?P<iri><[a-zA-Z][\w+.-]*:[^<>\"{}|^`\\\x00-\x20]*>)"
    r"|(?P<curie>(?:[A-Za-z][\w.-]*)?:[\w-](?:[\w.-]*[\w-])?)"
    r"|(?P<sign>[()^/|*+?!])|(?P<type>a\b))"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One property, followed from subject to object or, `backward`, from object to subject."""

    iri: str
    backward: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Paths one after the other."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Paths of which any will do."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path followed any number of times (`*`), at least once (`+`) or at most once (`?`)."""

    path: Path
    sign: str


@dataclass(frozen=True, slots=True)
class Negated:
    """Any property but these."""

    steps: tuple[Step, ...]


Path: TypeAlias = Step | Sequence | Alternative | Repeat | Negated


def read_path(text: str, prefixes: Mapping[str, str]) -> Path:
    """Return the path that a text says.

    Raises:
        SamgraphError: it is no SPARQL property path; the message tells where it breaks off.

    """
    return _Reader(text, prefixes).whole()


def to_sparql(path: Path) -> str:
    """Return a path as SPARQL, with every IRI in full."""
    if isinstance(path, Step):
        return f"{'^' * path.backward}<{path.iri}>"
    if isinstance(path, Negated):
        return f"!({'|'.join(map(to_sparql, path.steps))})"
    if isinstance(path, Repeat):
        return f"({to_sparql(path.path)}){path.sign}"
    sign = "/" if isinstance(path, Sequence) else "|"
    return f"({sign.join(map(to_sparql, path.parts))})"


def predicates(path: Path) -> frozenset[str] | None:
    """Return the IRIs of the properties that a path follows; None where it may follow any."""
    if isinstance(path, Step):
        return frozenset({path.iri})
    if isinstance(path, Negated):
        return None
    if isinstance(path, Repeat):
        return predicates(path.path)
    found = [predicates(part) for part in path.parts]
    if any(one is None for one in found):
        return None
    return frozenset().union(*(one for one in found if one is not None))


def turned(path: Path) -> Path:
    """Return the path that leads the other way."""
    if isinstance(path, Step):
        return Step(path.iri, not path.backward)
    if isinstance(path, Negated):
        return Negated(tuple(Step(step.iri, not step.backward) for step in path.steps))
    if isinstance(path, Repeat):
        return Repeat(turned(path.path), path.sign)
    if isinstance(path, Sequence):
        return Sequence(tuple(turned(part) for part in reversed(path.parts)))
    return Alternative(tuple(turned(part) for part in path.parts))


class _Reader:
    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self.text = text
        self.prefixes = prefixes
        self.tokens: list[tuple[str, str, int]] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                column = at + len(text[at:]) - len(text[at:].lstrip()) + 1
                raise self._refusal(column)
            kind = match.lastgroup or ""
            self.tokens.append((kind, match[kind], match.start(kind) + 1))
            at = match.end()
        self.at = 0

    def _refusal(self, column: int | None = None, hint: str = "") -> SamgraphError:
        if column is None:
            column = self.tokens[self.at][2] if self.at < len(self.tokens) else len(self.text) + 1
        return SamgraphError(
            f'"{self.text}" is no SPARQL property path: it breaks off at character {column}',
            hint=hint or "write properties as CURIEs, joined by / and |, with ^ for the way back",
        )

    def _takes(self, *signs: str) -> str:
        """Return the next token's sign and step over it, if it is one of these."""
        if self.at < len(self.tokens):
            kind, token, _ = self.tokens[self.at]
            if kind == "sign" and token in signs:
                self.at += 1
                return token
        return ""

    def whole(self) -> Path:
        path = self._alternative()
        if self.at < len(self.tokens):
            raise self._refusal()
        return path

    def _alternative(self) -> Path:
        parts = [self._sequence()]
        while self._takes("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Alternative(tuple(parts))

    def _sequence(self) -> Path:
        parts = [self._turned()]
        while self._takes("/"):
            parts.append(self._turned())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _turned(self) -> Path:
        if self._takes("^"):
            return turned(self._repeated())
        return self._repeated()

    def _repeated(self) -> Path:
        path = self._primary()
        sign = self._takes("*", "+", "?")
        return Repeat(path, sign) if sign else path

    def _primary(self) -> Path:
        if self._takes("("):
            path = self._alternative()
            if not self._takes(")"):
                raise self._refusal(hint="close the bracket")
            return path
        if self._takes("!"):
            return self._negated()
        return self._step()

    def _negated(self) -> Path:
        if not self._takes("("):
            return Negated((self._one_of_set(),))
        steps = [self._one_of_set()]
        while self._takes("|"):
            steps.append(self._one_of_set())
        if not self._takes(")"):
            raise self._refusal(hint="close the bracket")
        return Negated(tuple(steps))

    def _one_of_set(self) -> Step:
        backward = bool(self._takes("^"))
        return Step(self._step().iri, backward)

    def _step(self) -> Step:
        kind, token, column = self.tokens[self.at] if self.at < len(self.tokens) else ("", "", 0)
        if kind in ("", "sign"):
            raise self._refusal()
        self.at += 1
        if kind == "type":
            return Step(f"{RDF}type")
        if kind == "iri":
            return Step(token[1:-1])
        prefix, _, local = token.partition(":")
        if prefix not in self.prefixes:
            raise self._refusal(
                column,
                near_match(prefix, self.prefixes) or f'declare the prefix "{prefix}:" in plan.ttl',
            )
        return Step(self.prefixes[prefix] + local)
