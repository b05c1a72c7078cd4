"""What people call things: by id, by IRI, or by code such as SD5."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from samgraph.errors import Fault, QueryError, near_match
from samgraph.knowledge import Knowledge
from samgraph.records import Asserted, records


class Lookup:
    """The things of a plan by everything they are called; made once for several look-ups."""

    def __init__(self, knowledge: Knowledge) -> None:
        query = (
            "SELECT DISTINCT ?thing ?code "
            "{ ?thing a ?class OPTIONAL { ?thing skos:notation ?code } }"
        )
        self._iris: dict[str, str] = {}
        self._codes: dict[str, set[str]] = {}
        self._curie = knowledge.curie
        for thing, code in knowledge.select(query):
            if isinstance(thing, ox.NamedNode):
                local = thing.value.removeprefix(knowledge.namespace)
                for name in (thing.value, f"<{thing.value}>", knowledge.curie(thing.value), local):
                    self._iris[name] = thing.value
                if code:
                    self._codes.setdefault(code.value, set()).add(thing.value)

    def find(self, text: str, where: str = "") -> str:
        """Return the IRI of what `text` names.

        Raises:
            QueryError: nothing is called so, with the nearest names; or several things are.

        """
        found = self._look_up(text, where)
        if isinstance(found, Fault):
            raise QueryError(found.message, where=found.where, hint=found.hint)
        return found

    def find_all(self, texts: Iterable[str], where: str = "") -> tuple[str, ...]:
        """Return the IRIs of what the texts name, in their order.

        Raises:
            QueryError: with every text that names nothing, or several things.

        """
        found = [self._look_up(text, where) for text in texts]
        faults = [one for one in found if isinstance(one, Fault)]
        if len(faults) == 1:
            raise QueryError(faults[0].message, where=faults[0].where, hint=faults[0].hint)
        if faults:
            raise QueryError(f"{len(faults)} names cannot be found", faults=faults)
        return tuple(one for one in found if isinstance(one, str))

    def _look_up(self, text: str, where: str) -> str | Fault:
        if text in self._iris:
            return self._iris[text]
        coded = sorted(self._codes.get(text, ()))
        if len(coded) == 1:
            return coded[0]
        if coded:
            ids = " or ".join(map(self._curie, coded))
            return Fault(where, f'"{text}" is the code of {len(coded)} things', f"give {ids}")
        short = [name for name in (*self._iris, *self._codes) if "://" not in name]
        hint = near_match(text, short) or "give an id as in the plan's tables, such as sam:SD5"
        return Fault(where, f'nothing in the plan is called "{text}"', hint)


def find_parts(
    knowledge: Knowledge, texts: Iterable[str]
) -> tuple[tuple[str, ...], tuple[Asserted, ...]]:
    """Return the things and the links that texts name.

    A link is named by its own IRI, or by its subject, property and object with spaces between.

    Raises:
        QueryError: with every text that names nothing.

    """
    lookup = Lookup(knowledge)
    asserted = records(knowledge)
    by_iri = {record.iri: link for link, record in asserted.items()}
    things: list[str] = []
    links: list[Asserted] = []
    faults: list[Fault] = []
    for text in texts:
        parts = text.split()
        try:
            found = lookup.find_all(parts)
        except QueryError as error:
            said = Fault(error.where, error.message, error.hint)
            faults.extend(error.faults or (said,))
            continue
        link = (found[0], found[1], found[2]) if len(found) == 3 else None
        if link is not None and link in asserted:
            links.append(link)
        elif len(found) == 1 and found[0] in by_iri:
            links.append(by_iri[found[0]])
        elif len(found) == 1:
            things.append(found[0])
        else:
            hint = "write an id, or a link as in links.csv: sam:OD1.1 sg:carriesOut sam:ct-learning"
            faults.append(Fault("", f'"{text}" is no thing and no link of the plan', hint))
    if len(faults) == 1:
        raise QueryError(faults[0].message, where=faults[0].where, hint=faults[0].hint)
    if faults:
        raise QueryError(f"{len(faults)} names cannot be found", faults=faults)
    return tuple(things), tuple(links)
