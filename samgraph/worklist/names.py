"""What things are called in a worklist, so that no two are called the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from samgraph.knowledge import Knowledge


def names_of(knowledge: Knowledge, things: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return by language what each thing is called.

    A code stands before the label unless it is a mere number or stands in the label. Where things
    share a label, as a theme and a signal may, their ids tell them apart.
    """
    query = "SELECT ?thing (MIN(?code) AS ?notation) { ?thing skos:notation ?code } GROUP BY ?thing"
    codes = {
        thing.value: code.value
        for thing, code in knowledge.select(query)
        if code and not code.value.isdigit()
    }
    found: dict[str, dict[str, str]] = {}
    for lang in ("nl", "en"):
        labels = knowledge.labels(lang)
        times = Counter(labels[thing].casefold() for thing in things if thing in labels)
        names = found[lang] = {}
        for thing in things:
            curie = knowledge.curie(thing)
            label, code = labels.get(thing, curie), codes.get(thing, "")
            if code and code not in label:
                names[thing] = f"{code} {label}"
            elif times[label.casefold()] > 1:
                names[thing] = f"{label} ({curie})"
            else:
                names[thing] = label
    return found
