"""What the things of a plan are called in tables and sentences."""

from __future__ import annotations

from samgraph.knowledge import Knowledge


class Names(dict[str, str]):
    """The names of things by IRI: code and label; of what has no label, the CURIE."""

    def __init__(self, knowledge: Knowledge, lang: str) -> None:
        super().__init__(knowledge.labels(lang))
        self.codes: dict[str, str] = {}
        """Codes that say by themselves what they stand for, such as OD5.4, and not mere numbers."""
        self._knowledge = knowledge
        for thing, code in knowledge.select("SELECT ?thing ?code { ?thing skos:notation ?code }"):
            if not code.value.isdigit():
                self.codes[thing.value] = code.value
                if thing.value in self:
                    self[thing.value] = f"{code.value} {self[thing.value]}"

    def __missing__(self, iri: str) -> str:
        """Return the CURIE of what has no label."""
        return self._knowledge.curie(iri)

    def short(self, iri: str) -> str:
        """Return the code of a thing alone, or its name where it has none."""
        return self.codes.get(iri) or self[iri]
