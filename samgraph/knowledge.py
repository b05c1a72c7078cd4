"""A plan as knowledge: what it asserts and what follows, in one store that can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from samgraph.complaints import explain
from samgraph.errors import QueryError
from samgraph.guard import has_dataset_clause, safe_query
from samgraph.terms import GRAPHS_OF_STANDING, SKOS, compact

if TYPE_CHECKING:
    import rdflib

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answer: TypeAlias = "ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A closed plan in a store, one named graph for each standing.

    The store is shared, not copied: nothing in samgraph writes to it once it is built.
    """

    name: str
    """Of the package: its folder's name."""
    plan: ox.NamedNode
    namespace: str
    prefixes: Mapping[str, str]
    store: ox.Store
    ontology: str = ""
    """IRI of the graph that holds the ontology, where it is not one of the plan's own."""
    plans: tuple[str, ...] = ()
    """Namespaces of the plans, where this is what all plans of a collection say together."""

    def graph(self, name: str) -> ox.NamedNode:
        """Return the IRI of a named graph: a standing, or `structure`, `links`, `findings`."""
        if self.ontology and name == "ontology":
            return ox.NamedNode(self.ontology)
        return ox.NamedNode(f"{self.namespace}graph/{name}")

    def graphs(self, standing: str = "judged") -> list[ox.NamedNode]:
        """Return the graphs whose union is the plan in one reading."""
        return [self.graph(name) for name in GRAPHS_OF_STANDING[standing]]

    def query(
        self,
        text: str,
        *,
        standing: str = "judged",
        bindings: Mapping[str, Term] | None = None,
    ) -> Answer:
        """Return the answer of any SPARQL query.

        The default graph is the union of the graphs of `standing`; `suggested` is never in it.
        A query with a dataset clause of its own gets exactly that.

        Raises:
            QueryError: the query does not parse, or would reach outside the store.

        """
        text = safe_query(text)
        graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
        if not has_dataset_clause(text):
            graphs = list(self.graphs(standing))
        try:
            return self.store.query(
                text,
                prefixes=dict(self.prefixes),
                default_graph=graphs,
                substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()}
                or None,
            )
        except SyntaxError as error:
            said = str(error.args[0] if error.args else error)
            message, hint = explain(text, said, self.prefixes)
            raise QueryError(message, hint=hint) from error
        except RuntimeError as error:
            raise QueryError(f"the query cannot be run: {error}") from error

    def select(
        self,
        text: str,
        *,
        standing: str = "judged",
        bindings: Mapping[str, Term] | None = None,
    ) -> Iterator[ox.QuerySolution]:
        """Yield the solutions of a SELECT query."""
        answer = self.query(text, standing=standing, bindings=bindings)
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("this asks for rows: use a SELECT query")
        yield from answer

    def labels(self, lang: str) -> dict[str, str]:
        """Return the label of everything that has one, in `lang` where it is given."""
        found: dict[str, str] = {}
        query = (
            f"SELECT ?thing ?label {{ {{ ?thing <{SKOS}prefLabel> ?label }} UNION "
            "{ ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?label } }"
        )
        for thing, label in self.select(query):
            if thing.value not in found or label.language == lang:
                found[thing.value] = label.value
        return found

    def expect(self, properties: Iterable[str]) -> None:
        """Say which properties will be looked up in the store, all of them.

        A store that is elsewhere then sends them at once and not one after the other.
        """
        fetch = getattr(self.store, "fetch", None)
        if fetch is not None:
            fetch(properties)

    def curie(self, iri: str) -> str:
        """Return the CURIE of `iri`, or `iri` itself where no prefix fits."""
        return compact(iri, dict(self.prefixes))

    def dump(self) -> tuple[bytes, ...]:
        """Return the plan's quads as lines of N-Quads, sorted, without the line ends."""
        content = self.store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return tuple(sorted(line for line in content.split(b"\n") if line))

    def to_rdflib(self, standing: str = "judged") -> rdflib.Graph:
        """Return a copy of the plan in one reading as an rdflib graph of its own."""
        import rdflib

        graph = rdflib.Graph()
        for name in self.graphs(standing):
            content = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name)
            graph.parse(data=content or b"", format="nt")
        for prefix, namespace in self.prefixes.items():
            graph.bind(prefix, namespace)
        return graph
