"""The plan as RDF, in the formats that `samgraph build` writes too.

Formats with named graphs hold all of it; the others hold the default reading, without what is only
suggested.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from samgraph.exchange.options import Options
from samgraph.knowledge import Knowledge
from samgraph.serialising import serialise


def write_turtle(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the plan as Turtle."""
    del options
    target.write_bytes(serialise(knowledge, ox.RdfFormat.TURTLE))


def write_trig(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the plan as TriG."""
    del options
    target.write_bytes(serialise(knowledge, ox.RdfFormat.TRIG))


def write_ntriples(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the plan as N-Triples."""
    del options
    target.write_bytes(serialise(knowledge, ox.RdfFormat.N_TRIPLES))


def write_nquads(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the plan as N-Quads."""
    del options
    target.write_bytes(serialise(knowledge, ox.RdfFormat.N_QUADS))


def write_jsonld(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the plan as compact JSON-LD."""
    del options
    target.write_bytes(serialise(knowledge, ox.RdfFormat.JSON_LD))


def write_rdfxml(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the plan as RDF/XML."""
    del options
    target.write_bytes(serialise(knowledge, ox.RdfFormat.RDF_XML))
