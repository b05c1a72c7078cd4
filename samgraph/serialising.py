"""A plan as a file or as a store on disk, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from samgraph.errors import SamgraphError, near_match
from samgraph.knowledge import Knowledge
from samgraph.outputs import whole_file, whole_folder

MARKER = "samgraph-store"
"""A file that tells an on-disk store of ours from any other folder."""

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def write_graph(knowledge: Knowledge, target: Path) -> None:
    """Write the plan to `target`: to a file by its suffix, without a suffix to a store on disk.

    TriG, N-Quads, JSON-LD and the store hold every named graph; Turtle, N-Triples and RDF/XML,
    which know no graphs, hold the default reading, without what is only suggested.

    Raises:
        SamgraphError: the suffix is unknown, or the place cannot be written.

    """
    suffix = target.suffix.lower()
    if not suffix:
        with whole_folder(target, MARKER) as folder:
            store = ox.Store(str(folder))
            store.bulk_extend(ox.parse(b"\n".join(knowledge.dump()), format=ox.RdfFormat.N_QUADS))
            store.flush()
            del store
        return
    form = _FORMATS.get(suffix)
    if form is None:
        raise SamgraphError(
            f'no format goes with the suffix "{suffix}"',
            where=str(target),
            hint=near_match(suffix, _FORMATS)
            or f"the suffixes are {', '.join(_FORMATS)}; a store on disk has none",
        )
    content = serialise(knowledge, form)
    with whole_file(target) as file:
        file.write_bytes(content)


def serialise(knowledge: Knowledge, form: ox.RdfFormat) -> bytes:
    """Return the plan in a format, statements in the order of their N-Quads."""
    if form == ox.RdfFormat.N_QUADS:
        return b"\n".join(knowledge.dump()) + b"\n"
    if form.supports_datasets:
        quads = ox.parse(b"\n".join(knowledge.dump()), format=ox.RdfFormat.N_QUADS)
        return ox.serialize(quads, format=form, prefixes=dict(knowledge.prefixes)) or b""
    content = b"".join(
        knowledge.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
        for graph in knowledge.graphs()
    )
    lines = b"\n".join(sorted(set(content.split(b"\n")) - {b""}))
    if form == ox.RdfFormat.N_TRIPLES:
        return lines + b"\n"
    triples = [quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)]
    return ox.serialize(triples, format=form, prefixes=dict(knowledge.prefixes)) or b""
