"""A collection's documents: what was kept of each plan when it was built, and each plan's own.

Nothing is covered or closed here over all plans at once, so that a hundred plans open as soon as
one. The documents of plan NAME are `plans/NAME/…`; they are made when they are first wanted.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

import pyoxigraph as ox

from samgraph.collection.opening import Built
from samgraph.collection.overview import plans_document
from samgraph.collection.volumes import Volume
from samgraph.explorer.documents import Documents
from samgraph.explorer.evidence import Json
from samgraph.explorer.material import Material
from samgraph.explorer.questions import questions_of
from samgraph.explorer.terms import terms
from samgraph.explorer.wording import LANGUAGES
from samgraph.findings import SEVERITIES
from samgraph.layout import looks_of
from samgraph.numerals import said
from samgraph.ontology import packaged_ontology
from samgraph.order import natural
from samgraph.summary import COUNTED
from samgraph.terms import DCTERMS, PREFIXES, RDF, SKOS, compact, sg

MOST_THINGS: Final = 20_000
"""How many things the index holds; a query or the plan itself gives the others."""
KEPT: Final = 4
"""How many plans' documents are kept at a time; one of fifty thousand statements takes 100 MB."""
_GRAPHS: Final = (
    "structure", "stated", "derived", "judged", "suggested", "links", "findings",
)  # fmt: skip
_WORDS: Final = {
    "nl": {
        "holds": "{plans} plannen, samen {statements} uitspraken: {things}.",
        "gaps": "Er zijn {gaps} gaten en geen tegenspraken.",
        "findings": "Er zijn {gaps} gaten en {n} tegenspraken, waarvan {high} ernstig.",
        "suggested": "{n} koppelingen zijn enkel voorgesteld en tellen niet mee.",
        "left": "{n} plannen konden niet gebouwd worden en ontbreken: {names}.",
    },
    "en": {
        "holds": "{plans} plans, together {statements} statements: {things}.",
        "gaps": "There are {gaps} gaps and no discrepancies.",
        "findings": "There are {gaps} gaps and {n} discrepancies, {high} of them high.",
        "suggested": "{n} links are only suggested and do not count.",
        "left": "{n} plans could not be built and are missing: {names}.",
    },
}


class CollectionDocuments:
    """The documents of one state of a collection.

    `address` gives the path at which an IRI's linked data is, without suffix; `kept` is of how many
    plans the documents are kept at a time.
    """

    def __init__(
        self,
        built: Built,
        *,
        address: Callable[[str], str] = lambda _: "",
        version: str = "",
        kept: int = KEPT,
    ) -> None:
        self.built = built
        self.version = version
        self._address = address
        self._most = kept
        self._plans: OrderedDict[str, Documents] = OrderedDict()

    @cached_property
    def _volumes(self) -> tuple[Volume, ...]:
        return tuple(self.built.volumes())

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What the collection is called, by language."""
        return self._texts(SKOS + "prefLabel") or dict.fromkeys(LANGUAGES, self.built.name)

    def _texts(self, predicate: str) -> dict[str, str]:
        """Return what the collection says of itself, by language; empty where it says nothing."""
        graph = self.built.knowledge.graph("structure")
        quads = self.built.knowledge.store.quads_for_pattern(
            ox.NamedNode(self.built.iri), ox.NamedNode(predicate), None, graph
        )
        found = {
            quad.object.language or "": quad.object.value
            for quad in quads
            if isinstance(quad.object, ox.Literal)
        }
        if not found:
            return {}
        other = found[min(found)]
        return {lang: found.get(lang, other) for lang in LANGUAGES}

    def document(self, name: str) -> bytes | None:
        """Return a document as JSON in UTF-8, the same bytes each time; None if there is none."""
        if name.startswith("plans/"):
            return self._of_plan(name.removeprefix("plans/"))
        makers: Mapping[str, Callable[[], Any]] = {
            "collection": lambda: plans_document(self.built),
            "plan": self._overview,
            "questions": lambda: questions_of(lambda _: []),
            "terms": self._terms,
            "things": self._things,
        }
        if name not in makers:
            return None
        text = json.dumps(makers[name](), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")

    def _of_plan(self, rest: str) -> bytes | None:
        # A name may hold a slash itself.
        fitting = [one for one in self.built.names if rest.startswith(f"{one}/")]
        if not fitting:
            return None
        name = max(fitting, key=len)
        return self._documents(name).document(rest[len(name) + 1 :])

    def _documents(self, name: str) -> Documents:
        if name not in self._plans:
            while len(self._plans) >= self._most:
                self._plans.popitem(last=False)
            self._plans[name] = self._made(name)
        self._plans.move_to_end(name)
        return self._plans[name]

    def _made(self, name: str) -> Documents:
        volume = self.built.volume(name)
        # Prefixes as in the collection, whose queries they are written in.
        spaces = {*volume.prefixes.values(), volume.namespace}
        prefixes = {
            prefix: space
            for prefix, space in self._prefixes.items()
            if space in spaces or prefix in PREFIXES
        }
        view = self.built.view(name)
        within = {
            "labels": dict(self.titles),
            "graphs": [graph.value for graph in view.graphs()],
            "named": [view.graph(graph).value for graph in (*_GRAPHS, "ontology")],
        }
        knowledge = replace(self.built.plan(name), prefixes=prefixes)
        return Documents(
            Material(knowledge, also=[thing[0] for thing in volume.things]),
            address=self._address,
            version=self.version,
            within=within,
        )

    @property
    def _prefixes(self) -> dict[str, str]:
        return dict(self.built.said["prefixes"])

    def _overview(self) -> Json:
        built, volumes = self.built, self._volumes
        severities = Counter(one[2] for volume in volumes for one in volume.discrepancies)
        return {
            "plan": {
                "id": compact(built.iri, self._prefixes),
                "iri": built.iri,
                "name": built.name,
                "namespace": built.said["namespace"],
                "labels": dict(self.titles),
                "description": self._texts(DCTERMS + "description") or dict.fromkeys(LANGUAGES, ""),
                "holds": {lang: self._holds(lang, severities) for lang in LANGUAGES},
            },
            "collection": True,
            "plans": len(volumes),
            "version": self.version,
            "statements": sum(sum(volume.sizes.values()) for volume in volumes),
            "quoted": False,
            "prefixes": dict(sorted(self._prefixes.items())),
            "properties": {},
            "frames": [],
            "gaps": {"total": sum(volume.gaps for volume in volumes)},
            "discrepancies": {
                "total": severities.total(),
                "severities": {one: severities[one] for one in SEVERITIES if severities[one]},
            },
        }

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        """How many things there are of every class that is counted and has any."""
        knowledge, found = self.built.knowledge, {}
        for kind in COUNTED:
            pattern = (None, ox.NamedNode(RDF + "type"), ox.NamedNode(sg(kind)))
            graphs = (knowledge.graph(name) for name in ("structure", "derived"))
            quads = (knowledge.store.quads_for_pattern(*pattern, graph) for graph in graphs)
            found[kind] = len({quad.subject for some in quads for quad in some})
        # A sub-theme is a theme too, and is counted once.
        found["Theme"] -= found["SubTheme"]
        return {kind: many for kind, many in found.items() if many > 0}

    def _holds(self, lang: str, severities: Counter[str]) -> str:
        words, volumes = _WORDS[lang], self._volumes
        by_iri = packaged_ontology().by_iri()
        things = ", ".join(
            f"{said(many, lang)} × {by_iri[sg(kind)].label(lang)}"
            for kind, many in self._counts.items()
        )
        statements = said(sum(sum(volume.sizes.values()) for volume in volumes), lang)
        holds = words["holds"].format(plans=len(volumes), statements=statements, things=things)
        parts = [holds if things else holds.replace(": .", ".")]
        gaps = said(sum(volume.gaps for volume in volumes), lang)
        many, high = said(severities.total(), lang), severities["high"]
        kind = "findings" if many != "0" else "gaps"
        parts.append(words[kind].format(gaps=gaps, n=many, high=said(high, lang)))
        suggested = sum(volume.suggested for volume in volumes)
        if suggested:
            parts.append(words["suggested"].format(n=said(suggested, lang)))
        failures = [one.name for one in self.built.failures]
        if failures:
            names = ", ".join(failures[:5]) + (" …" if len(failures) > 5 else "")
            parts.append(words["left"].format(n=len(failures), names=names))
        return " ".join(parts)

    def _terms(self) -> Json:
        """Return the vocabulary: of other vocabularies, what the first plan uses stands for all."""
        knowledge = self.built.knowledge
        first = self._documents(self.built.names[0])
        return {
            "prefixes": dict(sorted(knowledge.prefixes.items())),
            "graphs": [graph.value for graph in knowledge.graphs()],
            "terms": terms(first.material)["terms"],
        }

    def _things(self) -> Json:
        """Return the index: what is kept of each plan's things, and in which plan each is."""
        by_iri = packaged_ontology().by_iri()
        total = len({thing[0] for volume in self._volumes for thing in volume.things})
        found: list[tuple[tuple[object, ...], Json]] = []
        shared: dict[str, Json] = {}
        order = {name: number for number, name in enumerate(self._kinds)}
        for volume in self._volumes:
            if len(found) + len(volume.things) > MOST_THINGS:
                break
            own = {prefix: space for prefix, space in self._prefixes.items()
                   if space == volume.namespace or space in volume.prefixes.values()}  # fmt: skip
            for iri, kind, dutch, english, code in volume.things:
                # What several plans name is one thing, and has a page in none of them.
                if iri in shared:
                    shared[iri]["plans"].append(volume.name)
                    continue
                name = compact(iri, own)
                row: Json = {
                    "id": name,
                    "iri": iri,
                    "type": f"sg:{kind}",
                    "nl": dutch or english or name,
                    "en": english or dutch or name,
                }
                row |= {"codes": [code]} if code else {}
                key = (order[kind], not code, natural(code), natural(row["nl"]), volume.name, iri)
                if iri.startswith(volume.namespace):
                    row["plan"] = volume.name
                else:
                    shared[iri] = row | {"plans": [volume.name]}
                    row = shared[iri]
                found.append((key, row))
        rows = [row for _, row in sorted(found, key=lambda pair: pair[0])]
        counts = Counter(row["type"] for row in rows)
        looks = looks_of(self._kinds)
        return {
            "types": [
                {
                    "id": f"sg:{kind}",
                    "labels": {lang: by_iri[sg(kind)].label(lang) for lang in LANGUAGES},
                    "count": counts[f"sg:{kind}"],
                    "shape": looks[kind].shape,
                    "light": looks[kind].light,
                    "dark": looks[kind].dark,
                }
                for kind in self._kinds
                if counts[f"sg:{kind}"]
            ],
            "things": rows,
            "total": total,
        }

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        """The names of the classes of what is kept, in order of name."""
        return tuple(sorted({kind for volume in self._volumes for _, kind, *_ in volume.things}))
