"""One plan's graphs in an engine elsewhere, with as much of a store's surface as reading needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlencode

import pyoxigraph as ox

from samgraph.errors import EngineError, QueryError
from samgraph.guard import has_dataset_clause
from samgraph.remote.address import shown_address
from samgraph.remote.asking import as_count, as_page, with_bindings, with_prefixes
from samgraph.remote.client import Client, Reply
from samgraph.remote.constructing import read_construct
from samgraph.remote.results import (
    ROWS,
    TRIPLES,
    Binding,
    as_rows,
    cut_off,
    read_page,
    read_rows,
    read_triples,
    read_truth,
    rows_cut_at,
)

_FORM = "application/x-www-form-urlencoded"
_PAGE = 5_000
"""Rows of one page, where an engine cuts answers off and does not say where."""


class RemoteStore:
    """The named graphs of one plan in an engine elsewhere; to be read and not to be written.

    Queries are answered there. What is looked up statement by statement is fetched once, a property
    or a graph at a time, and answered here.
    """

    def __init__(self, client: Client, url: str, graphs: Sequence[str]) -> None:
        self.client = client
        self.url = url
        self.graphs = tuple(graphs)
        """IRIs of every named graph of the plan, the suggested one too."""
        self._empty = ox.Store()
        self._here = ox.Store()
        self._properties: set[str] = set()
        self._whole: set[str] = set()

    # ------------------------------------------------------------------------------- queries

    def query(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        default_graph: Sequence[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None,
        substitutions: Mapping[ox.Variable, ox.NamedNode | ox.Literal] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Return the answer of a query, as an embedded store gives it.

        The default graph is the union of `default_graph`, whatever the engine takes it to be.

        Raises:
            SyntaxError: the query does not parse.
            EngineError: the engine cannot be reached, or does not answer as it should.

        """
        # The fault in a query is told by the engine that everybody has, with line and column.
        kind = type(self._empty.query(text, prefixes=dict(prefixes or {})))
        bound = {variable.value: term for variable, term in (substitutions or {}).items()}
        asked = with_bindings(with_prefixes(text, prefixes or {}), bound)
        dataset = None
        if not has_dataset_clause(text):
            default = [one.value for one in default_graph or () if isinstance(one, ox.NamedNode)]
            dataset = (default or list(self.graphs), self.graphs)
        if issubclass(kind, ox.QuerySolutions):
            given = {name: term for name, term in bound.items() if isinstance(term, ox.Literal)}
            return self._rows(asked, dataset, given)
        if issubclass(kind, ox.QueryBoolean):
            reply = self._ask(asked, dataset, ROWS)
            return read_truth(reply)
        return self._triples(asked, dataset)

    def _ask(self, text: str, dataset: _Dataset | None, accept: str) -> Reply:
        fields = [("query", text)]
        if dataset is not None:
            fields += [("default-graph-uri", iri) for iri in dataset[0]]
            fields += [("named-graph-uri", iri) for iri in dataset[1]]
        try:
            return self.client.send(
                "POST",
                self.url,
                content=urlencode(fields).encode(),
                headers={"Content-Type": _FORM, "Accept": accept},
            )
        except EngineError as error:
            raise _as_query_error(error) from error

    def _rows(
        self, text: str, dataset: _Dataset | None, given: Mapping[str, ox.Literal] | None = None
    ) -> ox.QuerySolutions:
        reply = self._ask(text, dataset, ROWS)
        cut = rows_cut_at(reply)
        if cut is None:
            return read_rows(reply, given)
        if "x-samgraph-truncated" in reply.headers or has_dataset_clause(text):
            raise cut_off(reply, cut)
        return self._in_pages(text, dataset, reply, cut or _PAGE)

    def _in_pages(
        self, text: str, dataset: _Dataset | None, first: Reply, size: int
    ) -> ox.QuerySolutions:
        """Return all rows of a query of which an engine gives but so many at once.

        Raises:
            EngineError: the pages do not add up to what the engine counts.

        """
        (number,) = next(iter(read_rows(self._ask(as_count(text), dataset, ROWS))))
        total = int(number.value)
        names, _ = read_page(first)
        found: list[Binding] = []
        while len(found) < total:
            page = self._ask(as_page(text, names, len(found), size), dataset, ROWS)
            _, rows = read_page(page)
            if not rows:
                break
            found.extend(rows)
        if len(found) != total:
            raise cut_off(first, len(found))
        return as_rows(names, found)

    def _triples(self, text: str, dataset: _Dataset | None) -> ox.QueryTriples:
        reply = self._ask(text, dataset, TRIPLES)
        if rows_cut_at(reply) is not None:
            raise cut_off(reply, rows_cut_at(reply) or 0)
        triples: Iterable[ox.Triple] = read_triples(reply)
        construct = read_construct(text)
        if construct is not None and "virtuoso" in reply.headers.get("server", "").lower():
            rows = [tuple(row) for row in self._rows(construct.as_select(), dataset)]
            triples = construct.triples(rows)
        store = ox.Store()
        store.extend(ox.Quad(one.subject, one.predicate, one.object) for one in triples)
        answer = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
        assert isinstance(answer, ox.QueryTriples)  # noqa: S101 - a CONSTRUCT gives triples
        return answer

    # ---------------------------------------------------------------------------- statements

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | ox.BlankNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None,  # noqa: A002 - as pyoxigraph has it
        graph_name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """Return the quads of the plan that match, where nothing given matches anything.

        Raises:
            EngineError: they cannot be fetched.

        """
        graphs = self.graphs if graph_name is None else (str(getattr(graph_name, "value", "")),)
        if predicate is not None and not self._whole.issuperset(graphs):
            self.fetch([predicate.value])
        else:
            for graph in graphs:
                self._fetch_graph(graph)
        return self._here.quads_for_pattern(subject, predicate, object, graph_name)

    def __contains__(self, quad: ox.Quad) -> bool:
        """Tell whether the plan has a quad."""
        # What has this property is fetched, and then looked into.
        next(self.quads_for_pattern(None, quad.predicate, None, quad.graph_name), None)
        return quad in self._here

    def __len__(self) -> int:
        """Return how many quads the plan has."""
        return sum(self.sizes().values())

    def sizes(self) -> dict[str, int]:
        """Return how many triples each graph of the plan has."""
        values = " ".join(f"<{graph}>" for graph in self.graphs)
        query = (
            f"SELECT ?graph (COUNT(*) AS ?triples) {{ VALUES ?graph {{ {values} }} "
            "GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
        )
        found = {graph.value: int(number.value) for graph, number in self._own(query)}
        return {graph: found.get(graph, 0) for graph in self.graphs}

    def dump(self, *, format: ox.RdfFormat, from_graph: ox.NamedNode | None = None) -> bytes:  # noqa: A002 - as pyoxigraph has it
        """Return the plan, or one graph of it, in a format, fetched whole."""
        for graph in self.graphs if from_graph is None else (from_graph.value,):
            self._fetch_graph(graph)
        return self._here.dump(format=format, from_graph=from_graph) or b""

    def fetch(self, properties: Iterable[str]) -> None:
        """Fetch every statement of some properties, in one request, unless they are here."""
        wanted = sorted(set(properties) - self._properties)
        graphs = [graph for graph in self.graphs if graph not in self._whole]
        if not wanted or not graphs:
            return
        names = " ".join(f"<{iri}>" for iri in wanted)
        self._add(f"VALUES ?p {{ {names} }} GRAPH ?graph {{ ?s ?p ?o }}", graphs)
        self._properties.update(wanted)

    def _fetch_graph(self, graph: str) -> None:
        if graph in self.graphs and graph not in self._whole:
            # Nameless nodes are named anew in every answer, and would be there twice.
            self._here.remove_graph(ox.NamedNode(graph))
            self._add(f"GRAPH ?graph {{ ?s ?p ?o }} FILTER(?graph = <{graph}>)", (graph,))
            self._whole.add(graph)

    def _add(self, pattern: str, graphs: Sequence[str]) -> None:
        query = f"SELECT ?graph ?s ?p ?o {{ {pattern} }}"
        rows = self._rows(query, (list(graphs), graphs))
        self._here.extend(ox.Quad(s, p, o, graph) for graph, s, p, o in rows)

    def everywhere(self, query: str) -> ox.QuerySolutions:
        """Return the rows of a query over whatever the engine holds, not over one plan."""
        return self._rows(query, None)

    def _own(self, query: str) -> ox.QuerySolutions:
        return self._rows(query, (list(self.graphs), self.graphs))

    # ------------------------------------------------------------------------------- no more

    def _refuse(self, *_: object, **__: object) -> None:
        raise EngineError(
            "the plan in an engine is only read",
            where=shown_address(self.url),
            hint="samgraph push loads a plan there",
        )

    add = extend = bulk_extend = update = remove = load = clear = _refuse


_Dataset = tuple[Sequence[str], Sequence[str]]
"""IRIs of the graphs whose union is the default graph, and of the named graphs."""


def _as_query_error(error: EngineError) -> EngineError | QueryError:
    """Return what an engine refuses as a fault of the query, where that is what it says."""
    if "(status 400)" not in error.message:
        return error
    hint = "it understands another SPARQL than this query is written in, or less of it"
    message = error.message.replace("refuses the request", "refuses the query")
    return QueryError(message, where=error.where, hint=hint)
