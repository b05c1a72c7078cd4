"""A plan as a file or as a store on disk, the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from samgraph.errors import Fault, SamgraphError, near_match
from samgraph.jsonld import json_ld
from samgraph.knowledge import Knowledge
from samgraph.outputs import recover, whole_file, whole_folder
from samgraph.resources import MARKER, WORKSPACE
from samgraph.sums import write_sums

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def write_graph(knowledge: Knowledge, target: Path) -> int:
    """Write the plan to a file by its suffix, or without one to a store on disk.

    Returned is the number of statements written.

    TriG, N-Quads, JSON-LD and the store hold every named graph; Turtle, N-Triples and RDF/XML,
    which know no graphs, hold the default reading, without what is only suggested.

    Raises:
        SamgraphError: the suffix is unknown, or the place cannot be written.

    """
    suffix = target.suffix.lower()
    if not suffix:
        if (target / WORKSPACE).is_file():
            raise SamgraphError(
                "a collection is built there",
                where=str(target),
                hint="name a new folder, or remove this one yourself",
            )
        quads = b"\n".join(knowledge.dump()) + b"\n"
        with whole_folder(target, MARKER) as folder:
            store = ox.Store(str(folder))
            store.bulk_extend(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
            store.flush()
            size = len(store)
            del store
            write_sums(folder)
            said = json.dumps(about(knowledge, quads), indent=1)
            (folder / MARKER).write_text(said, encoding="utf-8")
        return size
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
    if form.supports_datasets:
        return len(knowledge.store)
    graphs = knowledge.graphs()
    return len(
        {
            quad.triple
            for graph in graphs
            for quad in knowledge.store.quads_for_pattern(None, None, None, graph)
        }
    )


def about(knowledge: Knowledge, quads: bytes) -> dict[str, Any]:
    """Return what goes with a plan's quads: names, prefixes, statements by graph, a version.

    `quads` are its sorted N-Quads; the version changes with them, and with nothing else.
    """
    sizes = Counter(line.rsplit(b" ", 2)[1][1:-1].decode() for line in quads.splitlines())
    prefixes = dict(sorted(knowledge.prefixes.items()))
    digest = hashlib.sha256(quads)
    digest.update(json.dumps([prefixes, ox.__version__]).encode())
    return {
        "name": knowledge.name,
        "plan": knowledge.plan.value,
        "namespace": knowledge.namespace,
        "prefixes": prefixes,
        "sizes": dict(sorted(sizes.items())),
        "version": digest.hexdigest()[:16],
    }


def read_about(folder: Path) -> dict[str, Any]:
    """Return what goes with the store in a folder, a plan's or a collection's.

    Raises:
        SamgraphError: there is no such folder, or it is no store of samgraph.

    """
    with suppress(OSError):
        recover(Path(os.path.realpath(folder)))
    hint = "samgraph build -o DIR makes one"
    if not folder.is_dir():
        raise SamgraphError("there is no such folder", where=str(folder), hint=hint)
    try:
        said: dict[str, Any] = json.loads((folder / MARKER).read_bytes())
        said.pop("collection", None)
        if set(said) == {"name", "plan", "namespace", "prefixes", "sizes", "version"}:
            return said
    except (OSError, ValueError, TypeError):
        pass
    raise SamgraphError("is no store that samgraph has built", where=str(folder), hint=hint)


def open_store(folder: Path) -> Knowledge:
    """Return the plan, or the collection, that a store on disk holds, to be read and not written.

    Raises:
        SamgraphError: there is no such store.

    """
    said = read_about(folder)
    try:
        store = ox.Store.read_only(str(store_in(folder)))
    except OSError as error:
        raise SamgraphError(f"cannot be read: {error}", where=str(folder)) from error
    plan = ox.NamedNode(said["plan"])
    return Knowledge(said["name"], plan, said["namespace"], said["prefixes"], store)


def write_quads(knowledge: Knowledge, target: Path) -> int:
    """Write everything in a store to a file of N-Quads, graph by graph, each sorted.

    No more than one graph is in memory at once. Returned is the number of statements.

    Raises:
        SamgraphError: the place cannot be written.

    """
    count = 0
    with whole_file(target) as file, file.open("wb") as out:
        for graph in sorted(knowledge.store.named_graphs(), key=str):
            end = f" {graph} .\n".encode()
            content = knowledge.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
            for line in sorted(filter(None, content.split(b"\n"))):
                out.write(line.removesuffix(b" .") + end)
                count += 1
    return count


def store_in(folder: Path) -> Path:
    """Return where the database of a built store is: in its folder, or of a collection below it."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads((folder / MARKER).read_bytes())
        return folder / Path(str(said["collection"]["store"])).name
    return folder


def serialise(knowledge: Knowledge, form: ox.RdfFormat) -> bytes:
    """Return the plan in a format, statements in the order of their N-Quads."""
    if form == ox.RdfFormat.N_QUADS:
        return b"\n".join(knowledge.dump()) + b"\n"
    if form.supports_datasets:
        quads = ox.parse(b"\n".join(knowledge.dump()), format=ox.RdfFormat.N_QUADS)
        if form == ox.RdfFormat.JSON_LD:
            return json_ld(quads, knowledge.prefixes)
        return ox.serialize(quads, format=form, prefixes=dict(knowledge.prefixes)) or b""
    content = b"".join(
        knowledge.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
        for graph in knowledge.graphs()
    )
    lines = b"\n".join(sorted(set(content.split(b"\n")) - {b""}))
    if form == ox.RdfFormat.N_TRIPLES:
        return lines + b"\n"
    triples = [quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)]
    if form == ox.RdfFormat.RDF_XML:
        _refuse_what_xml_cannot_hold(triples)
    return ox.serialize(triples, format=form, prefixes=dict(knowledge.prefixes)) or b""


def _refuse_what_xml_cannot_hold(triples: Iterable[ox.Triple]) -> None:
    """Refuse control characters, for which XML 1.0 has no way of writing.

    Raises:
        SamgraphError: with every place that holds one.

    """
    faults = sorted(
        Fault(str(triple.subject).strip("<>"), f"its text holds U+{ord(found[0]):04X}")
        for triple in triples
        if isinstance(triple.object, ox.Literal)
        and (found := _NOT_IN_XML.search(triple.object.value))
    )
    if faults:
        hint = "take the control characters out, or choose another format"
        raise SamgraphError("this plan cannot be written as RDF/XML", hint=hint, faults=faults)


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
