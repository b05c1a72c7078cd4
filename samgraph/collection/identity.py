"""Which things of several plans are the same, as the collection's own files give it.

`collection.ttl` and `identities.csv` say `owl:sameAs` or `skos:exactMatch` of two IRIs. Nothing is
the same by its name alone: what only looks the same is a candidate for a person to accept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from samgraph.cells import CellError, Reader
from samgraph.collection.members import DECLARED, IDENTITIES
from samgraph.csvtable import Table, read_ordinary, read_table
from samgraph.errors import Fault, PackageError, near_match
from samgraph.schema import Schema, stable
from samgraph.terms import OWL, PREFIXES, RDF, SKOS, compact, sg

SAME = (OWL + "sameAs", SKOS + "exactMatch")
"""The properties that make two things one."""

_CATALOG = PREFIXES["dcat"] + "Catalog"
_NEEDED = ("rdf:subject", "rdf:predicate", "rdf:object", "sg:standing")
_COUNTING = frozenset({sg("stated"), sg("judged")})
_STANDINGS = ("sg:stated", "sg:judged", "sg:suggested")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a collection says of itself."""

    iri: str
    """Of the collection, empty where it declares none."""
    namespace: str
    prefixes: Mapping[str, str]
    triples: tuple[ox.Triple, ...]
    """What `collection.ttl` says beside identities."""
    identities: tuple[ox.Triple, ...]
    """Given and accepted, in order."""
    suggested: frozenset[tuple[str, str]]
    """Pairs of IRIs that are candidates in the table already, the lesser first."""

    def classes(self) -> tuple[tuple[str, ...], ...]:
        """Return the sets of IRIs that are the same thing, each in order."""
        return classes_of(
            (one.subject.value, one.object.value)
            for one in self.identities
            if isinstance(one.subject, ox.NamedNode) and isinstance(one.object, ox.NamedNode)
        )

    def digest(self) -> str:
        """Return a text that changes with anything declared."""
        said = [sorted(map(str, (*self.triples, *self.identities))), sorted(self.prefixes.items())]
        return hashlib.sha256(json.dumps([self.iri, said]).encode()).hexdigest()[:16]


def read_declared(folder: Path, schema: Schema) -> Declared:
    """Return what `collection.ttl` and `identities.csv` in a folder say; neither need be there.

    Raises:
        PackageError: with everything in them that cannot be read.

    """
    faults: list[Fault] = []
    triples, prefixes = _turtle(folder / DECLARED, faults)
    iri, namespace = _declared(triples, prefixes, faults)
    identities = {one for one in triples if _is_identity(one)}
    suggested: set[tuple[str, str]] = set()
    if (folder / IDENTITIES).exists():
        table = read_table(folder / IDENTITIES, IDENTITIES)
        faults.extend(table.faults)
        _read_rows(table, Reader(schema, prefixes), identities, suggested, faults)
    if faults:
        count = f"{len(faults)} fault{'s'[: len(faults) != 1]}"
        raise PackageError(f"the collection {folder.name} cannot be read: {count}", faults=faults)
    return Declared(
        iri,
        namespace,
        prefixes,
        tuple(sorted((one for one in triples if not _is_identity(one)), key=str)),
        tuple(sorted(identities, key=str)),
        frozenset(suggested),
    )


def classes_of(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return the sets that pairs of the same thing make, each set and all of them in order."""
    above: dict[str, str] = {}

    def top(iri: str) -> str:
        while above.setdefault(iri, iri) != iri:
            above[iri] = above[above[iri]]
            iri = above[iri]
        return iri

    for one, other in pairs:
        low, high = sorted((top(one), top(other)))
        above[high] = low
    found: dict[str, list[str]] = {}
    for iri in above:
        found.setdefault(top(iri), []).append(iri)
    return tuple(sorted(tuple(sorted(some)) for some in found.values() if len(some) > 1))


def canonical(
    classes: Iterable[tuple[str, ...]], labelled: frozenset[str] | set[str]
) -> dict[str, str]:
    """Return for each IRI that is not the one of its set the one that stands for it.

    That is the first in order that some plan labels, or that the collection labels itself.
    """
    found: dict[str, str] = {}
    for some in classes:
        chosen = min(some, key=lambda iri: (iri not in labelled, iri))
        found.update({iri: chosen for iri in some if iri != chosen})
    return found


def _turtle(file: Path, faults: list[Fault]) -> tuple[list[ox.Triple], dict[str, str]]:
    if not file.exists():
        return [], {}
    try:
        parser = ox.parse(read_ordinary(file).decode("utf-8-sig"), format=ox.RdfFormat.TURTLE)
        triples = stable([quad.triple for quad in parser], "collection")
        return triples, dict(parser.prefixes)
    except OSError as error:
        faults.append(Fault(file.name, f"cannot be read: {error.strerror or error}"))
    except UnicodeDecodeError:
        faults.append(Fault(file.name, "is not UTF-8", "save it as UTF-8"))
    except SyntaxError as error:
        faults.append(Fault(f"{file.name}:{error.lineno or 1}", str(error.msg)))
    return [], {}


def _declared(
    triples: list[ox.Triple], prefixes: Mapping[str, str], faults: list[Fault]
) -> tuple[str, str]:
    """Return the collection's IRI and the namespace that it begins with, if it is declared."""
    named = sorted(
        one.subject.value
        for one in triples
        if one.predicate.value == RDF + "type"
        and isinstance(one.subject, ox.NamedNode)
        and one.object == ox.NamedNode(_CATALOG)
    )
    if len(named) > 1:
        hint = "a collection is one dcat:Catalog"
        faults.append(Fault(DECLARED, f"{len(named)} collections are declared", hint))
    if not named:
        return "", ""
    fitting = [space for space in prefixes.values() if named[0].startswith(space)]
    space = max(fitting, key=len, default=named[0])
    return named[0], space if space.endswith(("/", "#")) else f"{space}/"


def _is_identity(triple: ox.Triple) -> bool:
    return (
        triple.predicate.value in SAME
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
        and triple.subject != triple.object
    )


def _read_rows(
    table: Table,
    reader: Reader,
    identities: set[ox.Triple],
    suggested: set[tuple[str, str]],
    faults: list[Fault],
) -> None:
    where = f"{table.name}:{table.header_line}"
    missing = [name for name in _NEEDED if name not in table.header]
    for name in missing if table.header else ():
        hint = near_match(name, table.header) or f"the columns are {', '.join(_NEEDED)}"
        faults.append(Fault(where, f"no column is called {name}", hint))
    if missing or not table.header:
        return
    columns = [table.header.index(name) for name in _NEEDED]
    for line, cells in table.rows:
        parts: list[ox.NamedNode] = []
        for name, place in zip(_NEEDED, columns, strict=True):
            try:
                parts.append(reader.iri(cells[place].strip()))
            except CellError as error:
                at = f"{table.name}:{line}, column {name}"
                faults.append(Fault(at, error.message, error.hint))
        if len(parts) < len(_NEEDED):
            continue
        subject, predicate, value, standing = parts
        at = f"{table.name}:{line}, column "
        if predicate.value not in SAME:
            name = compact(predicate.value, PREFIXES)
            hint = "write owl:sameAs or skos:exactMatch"
            faults.append(Fault(f"{at}rdf:predicate", f'"{name}" makes no two things one', hint))
        elif compact(standing.value, PREFIXES) not in _STANDINGS:
            name = compact(standing.value, PREFIXES)
            hint = near_match(name, _STANDINGS) or f"write {', '.join(_STANDINGS)}"
            faults.append(Fault(f"{at}sg:standing", f'"{name}" is no standing', hint))
        elif subject == value:
            faults.append(Fault(f"{at}rdf:object", "a thing is the same as itself anyway"))
        elif standing.value in _COUNTING:
            identities.add(ox.Triple(subject, predicate, value))
        else:
            one, other = sorted((subject.value, value.value))
            suggested.add((one, other))
