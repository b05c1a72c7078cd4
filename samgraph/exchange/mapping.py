"""RDF of others as a plan, by a mapping that is data: queries that construct, and that tell.

A mapping is a folder. Its `*.rq` are run in the order of their names over the files that are
imported and over the folder's own `*.ttl`. CONSTRUCT queries say what the plan package holds, in
the namespace `new:`; SELECT queries give messages for whoever imports. A passage is given as the
`rdf:subject` and the `rdf:predicate` of what the source says, and becomes the lines that say it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from samgraph.errors import Fault, SamgraphError, near_match
from samgraph.exchange.citing import cited
from samgraph.exchange.imported import Imported
from samgraph.exchange.languages import checked_language
from samgraph.exchange.rdffiles import Places, RdfFile, read_rdf
from samgraph.exchange.statements import Statements, term, typed
from samgraph.extraction.namespaces import namespace_for
from samgraph.guard import safe_query
from samgraph.order import natural
from samgraph.resources import share
from samgraph.terms import PREFIXES, RDF, sg

SDGO: Final = "http://metadata.un.org/sdg/ontology#"
_SPACES: Final = {**PREFIXES, "sdgo": SDGO, "map": "https://w3id.org/samgraph/mappings#"}
_TYPE: Final = ox.NamedNode(RDF + "type")
_TEXTS: Final = frozenset(
    term(name).value
    for name in ("skos:prefLabel", "skos:altLabel", "dcterms:description", "skos:note")
)


def mapping_names() -> tuple[str, ...]:
    """Return the names of the mappings that come with samgraph."""
    return tuple(sorted({file.parent.name for file in _home().glob("*/*.rq")}))


def _home() -> Path:
    return share() / "data" / "mappings"


def mapping_folder(mapping: str) -> Path:
    """Return the folder of a mapping, by name or by path.

    Raises:
        SamgraphError: there is none.

    """
    if mapping in mapping_names():
        return _home() / mapping
    folder = Path(mapping)
    if folder.is_dir() and any(folder.glob("*.rq")):
        return folder
    what = "is a folder without queries (*.rq)" if folder.is_dir() else "is no mapping"
    raise SamgraphError(
        f'"{mapping}" {what}',
        hint=near_match(mapping, mapping_names())
        or f"the mappings are {', '.join(mapping_names())}; or name a folder of your own",
    )


def read_mapped(
    files: Sequence[Path],
    *,
    mapping: str | None,
    namespace: str = "",
    language: str = "",
    on: date | None = None,
) -> Imported:
    """Return the plan that a mapping makes of some RDF files.

    `language` is that of texts that do not say it. `on` is the date that the links bear, by
    default today.

    Raises:
        SamgraphError: no mapping is named or it cannot be run, a file cannot be read, or the
            mapping finds no goals in the files.

    """
    if not mapping:
        raise SamgraphError(
            "RDF is imported by a mapping, and none is named",
            where=str(files[0]),
            hint="add --mapping sdg for UN goals, --mapping skos for any list of concepts",
        )
    folder = mapping_folder(mapping)
    space = namespace_for(files[0].stem, namespace)
    read = [read_rdf(file) for file in files]
    store = ox.Store()
    for one in read:
        store.extend(ox.Quad(*triple) for triple in one.triples)
    for file in sorted(folder.glob("*.ttl")):
        store.extend(ox.Quad(*triple) for triple in read_rdf(file).triples)
    triples, faults = _run(store, folder, space)
    kinds = {(one.predicate, one.object) for one in triples}
    if (_TYPE, term("sg:StrategicGoal")) not in kinds:
        raise SamgraphError(
            f'the mapping "{mapping}" finds no goals in it',
            where=files[0].name,
            hint="is it the right mapping? sdg wants sdgo:Goal, skos wants skos:Concept",
        )
    work = _Finish(space, read, checked_language(language), (on or date.today()).isoformat())
    return Imported(files[0].name, space, tuple(work.finish(triples)), (*faults, *work.faults))


def _run(store: ox.Store, folder: Path, space: str) -> tuple[list[ox.Triple], list[Fault]]:
    """Return what the queries construct, sorted, and what they tell."""
    prefixes = {**_SPACES, "new": space}
    found: dict[str, ox.Triple] = {}
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.rq")):
        try:
            text = file.read_text(encoding="utf-8")
            answer = store.query(safe_query(text), prefixes=prefixes)
            if isinstance(answer, ox.QueryTriples):
                found.update((str(one), one) for one in answer)
            elif isinstance(answer, ox.QuerySolutions):
                faults += [Fault("", row[0].value) for row in answer if row[0] is not None]
        except (SyntaxError, RuntimeError, UnicodeDecodeError, OSError, SamgraphError) as error:
            raise SamgraphError(
                f"the query cannot be run: {error}", where=f"{folder.name}/{file.name}"
            ) from error
    return [found[key] for key in sorted(found, key=natural)], faults


class _Finish:
    """Adds to what a mapping constructs what every package needs."""

    def __init__(self, space: str, read: Sequence[RdfFile], language: str, on: str) -> None:
        self._said = Statements(space)
        self._read = read
        self._language = language
        self._on = on
        self.faults: list[Fault] = []

    def finish(self, triples: list[ox.Triple]) -> list[ox.Triple]:
        """Return the statements with documents, lines of passages, codes and records."""
        about: dict[object, list[ox.Triple]] = defaultdict(list)
        for one in triples:
            about[one.subject].append(one)
        self._documents()
        for subject, said in about.items():
            kinds = {one.object for one in said if one.predicate == _TYPE}
            if term("sg:Passage") in kinds and isinstance(subject, ox.NamedNode):
                self._passage(subject, said)
            else:
                self._said.triples.extend(self._spoken(one) for one in said)
                if term("sg:Link") in kinds and isinstance(subject, ox.NamedNode):
                    self._record(subject, said)
        self._codes(about)
        return self._said.triples

    def _spoken(self, one: ox.Triple) -> ox.Triple:
        """Return a statement; a text without a language is given the one that was told.

        White space around a text is no part of it.
        """
        value = one.object
        if one.predicate.value not in _TEXTS or not isinstance(value, ox.Literal):
            return one
        text = ox.Literal(value.value.strip(), language=value.language or self._language)
        return ox.Triple(one.subject, one.predicate, text)

    def _documents(self) -> None:
        said = self._said
        for number, file in enumerate(self._read):
            document = self._document(number)
            said.add(document, "a", term("dcterms:BibliographicResource"))
            said.add(document, "dcterms:title", ox.Literal(file.source.name))
        agent = ox.NamedNode(f"{said.namespace}import")
        said.add(agent, "a", term("prov:Agent"))
        said.both(agent, "skos:prefLabel", "import door samgraph", "import by samgraph")
        self._places = [Places(file) for file in self._read]

    def _document(self, number: int) -> ox.NamedNode:
        ending = f"-{number + 1}" if number else ""
        return ox.NamedNode(f"{self._said.namespace}document{ending}")

    def _passage(self, passage: ox.NamedNode, said: list[ox.Triple]) -> None:
        """Say on which lines of which file a passage stands; of several, the first file's."""
        parts = {one.predicate.value: getattr(one.object, "value", "") for one in said}
        subject, predicate = parts.get(RDF + "subject", ""), parts.get(RDF + "predicate", "")
        tries = ((number, places.find(subject, predicate))
                 for number, places in enumerate(self._places))  # fmt: skip
        whole = (1, len(self._read[0].source.lines))
        number, found = next(((number, lines) for number, lines in tries if lines), (0, whole))
        section = parts.get(sg("section"), "") or "1"
        source = self._read[number].source
        cited(self._said, passage, self._document(number), section, source, found)

    def _record(self, link: ox.NamedNode, said: list[ox.Triple]) -> None:
        """Say who recorded a link and when, and that nobody has reviewed a suggestion."""
        known = {one.predicate for one in said}
        stated = any(one.object == term("sg:stated") for one in said)
        add = self._said.add
        if term("prov:wasAttributedTo") not in known:
            agent = ox.NamedNode(f"{self._said.namespace}import")
            add(link, "prov:wasAttributedTo", agent)
        if term("sg:assertedOn") not in known:
            add(link, "sg:assertedOn", typed(self._on, "date"))
        if term("sg:review") not in known:
            add(link, "sg:review", term("sg:accepted" if stated else "sg:proposed"))

    def _codes(self, about: dict[object, list[ox.Triple]]) -> None:
        """Give goals without a code one by their place in the tree."""
        classes: dict[str, list[ox.NamedNode]] = {"sg:StrategicGoal": [], "sg:OperationalGoal": []}
        code: dict[object, str] = {}
        whole: dict[object, object] = {}
        for subject, said in about.items():
            kinds = {one.object for one in said if one.predicate == _TYPE}
            for name, members in classes.items():
                if term(name) in kinds and isinstance(subject, ox.NamedNode):
                    members.append(subject)
            for one in said:
                if one.predicate == term("skos:notation"):
                    code[subject] = getattr(one.object, "value", "")
                elif one.predicate == term("sg:partOf"):
                    whole.setdefault(subject, one.object)
        taken = set(code.values())
        made = 0
        for name, members in classes.items():
            counts: dict[object, int] = defaultdict(int)
            for goal in members:
                if goal in code:
                    continue
                above = whole.get(goal) if name == "sg:OperationalGoal" else None
                start = f"{code.get(above, 'G')}." if above is not None else "G"
                counts[above] += 1
                while f"{start}{counts[above]}" in taken:
                    counts[above] += 1
                code[goal] = f"{start}{counts[above]}"
                taken.add(code[goal])
                self._said.add(goal, "skos:notation", ox.Literal(code[goal]))
                made += 1
        if made:
            self.faults.append(
                Fault("", f"{made} goals have no code in the source: given one by their place")
            )
