"""From one package of a collection to its volume: read, validated, closed, looked through.

`make_volume` runs in processes of its own, so that it takes and gives plain values.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from multiprocessing import connection, parent_process
from pathlib import Path

import pyoxigraph as ox

from samgraph.building import asserted, infer, leave_out_contested
from samgraph.collection.members import Failure
from samgraph.collection.volumes import (
    Volume,
    gaps_file,
    key_of,
    quads_file,
    record_file,
    record_of,
    seen_of,
)
from samgraph.coverage import Matrix, cover_all
from samgraph.discrepancies import find_discrepancies
from samgraph.errors import SamgraphError
from samgraph.findings import Discrepancy, to_records
from samgraph.gaps import find_gaps
from samgraph.knowledge import Knowledge
from samgraph.outputs import whole_file
from samgraph.package import Package, read_package
from samgraph.rules import Rules, compile_rules
from samgraph.schema import Schema, read_schema
from samgraph.stored import stored_discrepancies, stored_gaps, write_discrepancies, write_gaps
from samgraph.terms import PREFIXES, SKOS, sg
from samgraph.validation import validate

SHARED = ("Partner", "Organisation", "Theme")
"""Classes whose members several plans may have in common."""
_HIERARCHY = frozenset({sg("partOf"), sg("inCategory"), SKOS + "broader", SKOS + "member"})
_PARTS = ("cells", "rows", "columns")


def end_with_parent() -> None:
    """Have this process end when the one that started it does, however that ended."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@cache
def _engine() -> tuple[Schema, Rules]:
    schema = read_schema()
    return schema, compile_rules(schema.triples)


def make_volume(
    workspace: Path,
    name: str,
    folder: Path,
    engine: str,
    classes: Sequence[tuple[str, ...]],
    contested: bool,
) -> Failure | None:
    """Write the volume of the package in a folder; return why, if it cannot be.

    What a killed process leaves is no volume: its record comes last.
    """
    try:
        seen, key = f"{seen_of(folder)} {engine}", key_of(folder, engine)
        volume, content, gaps = _made(name, folder, classes, contested, seen, key)
        for file, written in (
            (quads_file(workspace, name), content),
            (gaps_file(workspace, name), gaps),
            (record_file(workspace, name), record_of(volume)),
        ):
            with whole_file(file) as beside:
                beside.write_bytes(written)
    except SamgraphError as error:
        where = f" ({error.where})" if error.where not in ("", name) else ""
        return Failure(name, f"{error.message}{where}", error.hint, error.faults)
    except OSError as error:
        gone = not folder.is_dir()
        said = "its folder is gone" if gone else f"cannot be read: {error.strerror or error}"
        return Failure(name, said, "put the folder back, or build again without it")
    except Exception as error:
        # Whatever is wrong with one plan must not keep the others from being built.
        said = f"{type(error).__name__}: {error}"
        return Failure(name, f"cannot be built: {said}", "samgraph check on its folder says more")
    return None


def _made(
    name: str,
    folder: Path,
    classes: Sequence[tuple[str, ...]],
    contested: bool,
    seen: str,
    key: str,
) -> tuple[Volume, bytes, bytes]:
    schema, rules = _engine()
    package = read_package(folder, schema)
    findings = validate(package.quads)
    store = asserted(package, schema)
    if not contested:
        leave_out_contested(store, package.namespace)
    foreign = foreign_of(package)
    within = within_plan(classes, package.namespace, foreign)
    carry_over(store, package.namespace, within)
    infer(store, package.namespace, rules)
    knowledge = Knowledge(package.name, package.plan, package.namespace, package.prefixes, store)
    write_gaps(knowledge, find_gaps(knowledge))
    write_discrepancies(knowledge, find_discrepancies(knowledge))
    matrices = cover_all(knowledge).matrices
    things = tuple(_things(knowledge))
    found = stored_gaps(knowledge)
    gaps = json.dumps(to_records(found), ensure_ascii=False).encode()
    discrepancies = tuple(map(_plain, stored_discrepancies(knowledge)))
    ontology = f" <{package.namespace}graph/ontology> .".encode()
    lines = [line for line in knowledge.dump() if not line.endswith(ontology)]
    content = b"\n".join(lines) + b"\n"
    start = len(f"{package.namespace}graph/")
    graphs = Counter(line.rsplit(b" ", 2)[1][1:-1].decode()[start:] for line in lines)
    labels = {lang: knowledge.labels(lang).get(package.plan.value, name) for lang in ("nl", "en")}
    own = {one: iri for one, iri in package.prefixes.items() if PREFIXES.get(one) != iri}
    volume = Volume(
        name=name,
        key=key,
        seen=seen,
        same=same_of(within),
        foreign=foreign,
        digest=hashlib.sha256(content).hexdigest()[:32],
        plan=package.plan.value,
        namespace=package.namespace,
        prefixes=dict(sorted(own.items())),
        labels=labels,
        sizes=dict(sorted(graphs.items())),
        frames=tuple(map(_frame, matrices)),
        things=things,
        findings=tuple(
            [one.severity, one.focus, one.shape, one.path, one.value, list(map(list, one.messages))]
            for one in findings
        ),
        discrepancies=discrepancies,
        suggested=_suggested(knowledge),
        gaps=len(found),
    )
    return volume, content, gaps


def foreign_of(package: Package) -> tuple[str, ...]:
    """Return the IRIs outside a plan's namespace that its links and its hierarchy speak of."""
    found: set[str] = set()
    for quad in package.quads:
        name = quad.graph_name
        link = isinstance(name, ox.NamedNode) and name.value.endswith(("/stated", "/judged"))
        if link or quad.predicate.value in _HIERARCHY:
            found.update(
                term.value
                for term in (quad.subject, quad.object)
                if isinstance(term, ox.NamedNode) and not term.value.startswith(package.namespace)
            )
    return tuple(sorted(found))


def within_plan(
    classes: Iterable[tuple[str, ...]], namespace: str, foreign: Iterable[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the sets of the same thing of which one plan speaks under several IRIs."""
    spoken = frozenset(foreign)
    few = (
        tuple(iri for iri in some if iri.startswith(namespace) or iri in spoken) for some in classes
    )
    return tuple(some for some in few if len(some) > 1)


def same_of(within: Iterable[tuple[str, ...]]) -> str:
    """Return a text that changes with the identities within a plan; empty where there are none."""
    said = [list(some) for some in within]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16] if said else ""


def carry_over(store: ox.Store, namespace: str, within: Iterable[tuple[str, ...]]) -> None:
    """Say of each name of a thing what the plan's links say of its other names.

    These are the rules eq-rep-s and eq-rep-o of OWL 2 RL, for links: what the plan states of one
    name follows for the others, and what is judged of one is judged of the others.
    """
    others = {iri: some for some in within for iri in some}
    if not others:
        return
    for source, target in (("stated", "derived"), ("judged", "judged")):
        graph = ox.NamedNode(f"{namespace}graph/{source}")
        into = ox.NamedNode(f"{namespace}graph/{target}")
        for quad in list(store.quads_for_pattern(None, None, None, graph)):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode):
                continue
            for one in others.get(subject.value, (subject.value,)):
                for other in others.get(value.value, (value.value,)):
                    new = ox.Quad(ox.NamedNode(one), quad.predicate, ox.NamedNode(other), into)
                    if (one, other) != (subject.value, value.value) and one != other:
                        store.add(new)


def _frame(matrix: Matrix) -> dict[str, object]:
    intervals = (matrix.interval(), matrix.row_interval(), matrix.column_interval())
    return {
        "name": matrix.frame.name,
        "labels": dict(sorted(matrix.frame.labels.items())),
        "scope": matrix.frame.scope,
        **{
            part: [one.stated, one.derived, one.judged, one.total]
            for part, one in zip(_PARTS, intervals, strict=True)
        },
    }


def _things(knowledge: Knowledge) -> Iterable[tuple[str, str, str, str, str]]:
    """Yield what other plans may have too, in order of IRIs."""
    labels = {lang: knowledge.labels(lang) for lang in ("nl", "en")}
    kinds = " ".join(f"sg:{name}" for name in SHARED)
    query = f"""
        SELECT ?thing ?class (MIN(?notation) AS ?code) {{
          VALUES ?class {{ {kinds} }} ?thing a ?class OPTIONAL {{ ?thing skos:notation ?notation }}
        }} GROUP BY ?thing ?class"""
    found: dict[str, tuple[int, str]] = {}
    for thing, kind, code in knowledge.select(query):
        rank = SHARED.index(kind.value.removeprefix(sg("")))
        if isinstance(thing, ox.NamedNode):
            said = (rank, code.value if code else "")
            found[thing.value] = min(said, found.get(thing.value, said))
    for iri, (rank, code) in sorted(found.items()):
        names = (labels[lang].get(iri, "") for lang in ("nl", "en"))
        dutch, english = names
        yield iri, SHARED[rank], dutch, english, code


def _plain(one: Discrepancy) -> list[object]:
    places = [[place.from_line, place.to_line, place.section] for place in one.places]
    said = [one.iri, one.kind, one.severity, list(one.about), dict(one.descriptions)]
    return [*said, places, list(one.passages)]


def _suggested(knowledge: Knowledge) -> int:
    graph = knowledge.graph("links")
    pattern = (None, ox.NamedNode(sg("standing")), ox.NamedNode(sg("suggested")), graph)
    return sum(1 for _ in knowledge.store.quads_for_pattern(*pattern))
