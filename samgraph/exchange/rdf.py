"""The plan as RDF, in the formats that `samgraph build` writes too.

Formats with named graphs hold all of it; the others hold the default reading, without what is only
suggested.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from samgraph.exchange.options import Options
from samgraph.knowledge import Knowledge
from samgraph.serialising import serialise

Writer: TypeAlias = Callable[[Knowledge, Path, Options], None]


def _writer(form: ox.RdfFormat) -> Writer:
    """Return what writes a plan in a format, of which a user chooses nothing."""

    def write(knowledge: Knowledge, target: Path, options: Options) -> None:
        del options
        target.write_bytes(serialise(knowledge, form))

    return write


write_turtle: Final = _writer(ox.RdfFormat.TURTLE)
write_trig: Final = _writer(ox.RdfFormat.TRIG)
write_ntriples: Final = _writer(ox.RdfFormat.N_TRIPLES)
write_nquads: Final = _writer(ox.RdfFormat.N_QUADS)
write_jsonld: Final = _writer(ox.RdfFormat.JSON_LD)
write_rdfxml: Final = _writer(ox.RdfFormat.RDF_XML)
