"""RDF files from strangers, and on which of their lines a statement stands."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from samgraph.errors import SamgraphError
from samgraph.sources import Source
from samgraph.terms import RDF, compact

MOST_BYTES: Final = 50_000_000
_FORMS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_QUOTED: Final = re.compile(r'"([^"\s]+)"')


@dataclass(slots=True)
class RdfFile:
    """The triples of a file, whatever graph they stand in, and its text."""

    source: Source
    triples: list[ox.Triple]
    prefixes: dict[str, str]


def read_rdf(file: Path) -> RdfFile:
    """Return the triples of an RDF file, in the format that its ending tells.

    Nothing is fetched: a JSON-LD file that points to a context elsewhere is refused, and so is
    RDF/XML that declares a document type.

    Raises:
        SamgraphError: the file cannot be read, is too large, or is not what its ending says.

    """
    form = _FORMS[file.suffix.casefold()]
    name = file.name
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise SamgraphError(
                f"is too large: {size:,} bytes, and more than {MOST_BYTES:,} are not read",
                where=name,
                hint="take the goals and what belongs to them out of it",
            )
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise SamgraphError(f"cannot be read: {error.strerror}", where=str(file)) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        hint = "save it as UTF-8"
        raise SamgraphError("is not UTF-8", where=f"{name}:{line}", hint=hint) from error
    if not text.strip():
        raise SamgraphError("is empty", where=name, hint="was it saved or downloaded whole?")
    start = text[:512].lstrip().casefold()
    if start.startswith(("<!doctype html", "<html")):
        hint = "download the file itself"
        raise SamgraphError("is a web page, not RDF", where=name, hint=hint)
    if form == ox.RdfFormat.RDF_XML and "<!DOCTYPE" in text:
        line = text.split("<!DOCTYPE", 1)[0].count("\n") + 1
        raise SamgraphError(
            "declares a document type (<!DOCTYPE), which may hold entities and is not read",
            where=f"{name}:{line}",
            hint="convert it to Turtle first",
        )
    parser = ox.parse(text, format=form)
    try:
        triples = [quad.triple for quad in parser]
    except SyntaxError as error:
        said = str(error.args[0] if error.args else error)
        place = f"{name}:{error.lineno}" if error.lineno else name
        if "LoadDocumentCallback" in said:
            raise SamgraphError(
                "points to a context that stands elsewhere, and nothing is fetched",
                where=name,
                hint="write the context into the file itself",
            ) from error
        raise SamgraphError(
            f"is not {form.name}: {said}", where=place, hint="correct it, or check its ending"
        ) from error
    except OSError as error:
        raise SamgraphError(f"is not {form.name}: {error}", where=name) from error
    if not triples:
        raise SamgraphError("holds no statements", where=name, hint="is it the right file?")
    lines = tuple(line.rstrip("\r") for line in text.split("\n"))
    return RdfFile(Source(name, lines), triples, dict(parser.prefixes))


class Places:
    """Finds the lines of a file on which something is said of a subject."""

    def __init__(self, file: RdfFile) -> None:
        self._file = file
        self._begins: dict[str, list[int]] = defaultdict(list)
        self._quoted: dict[str, int] = {}
        for number, line in enumerate(file.source.lines, 1):
            if line and not line[0].isspace() and line[0] not in "@#":
                self._begins[line.split(None, 1)[0]].append(number)
            for quoted in _QUOTED.findall(line):
                self._quoted.setdefault(quoted, number)

    def find(self, subject: str, predicate: str) -> tuple[int, int] | None:
        """Return the first and last line that say a property of a subject, or None.

        Where the property is not found, what is said of the subject first will do.
        """
        names = self._written(subject)
        begins = sorted(number for name in names for number in self._begins.get(name, ()))
        stretches = [(begin, self._end(begin)) for begin in begins]
        properties = ["a"] * (predicate == RDF + "type") + self._written(predicate)
        for begin, end in stretches:
            words = " ".join(self._file.source.lines[begin - 1 : end]).split()
            if any(name in words for name in properties):
                return begin, end
        if stretches:
            return stretches[0]
        line = self._quoted.get(subject)
        return (line, line) if line else None

    def _end(self, begin: int) -> int:
        """Return the line on which a statement ends: before an empty line or another subject."""
        lines = self._file.source.lines
        end = begin
        while end < len(lines) and lines[end].strip() and lines[end][0].isspace():
            if lines[end - 1].rstrip().endswith(" ."):
                break
            end += 1
        return end

    def _written(self, iri: str) -> list[str]:
        return [compact(iri, self._file.prefixes), f"<{iri}>"]
