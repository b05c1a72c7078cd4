"""What went wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in the input, at one place."""

    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return the fault as the two lines that a person reads."""
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n  hint: {self.hint}" if self.hint else head


class SamgraphError(Exception):
    """The one exception that samgraph raises for what a user can mend.

    `faults` holds everything that was found, so that nobody mends one fault only to meet the next.
    """

    def __init__(
        self, message: str, *, where: str = "", hint: str = "", faults: Iterable[Fault] = ()
    ) -> None:
        self.message = message
        self.where = where
        self.hint = hint
        self.faults = tuple(faults)
        super().__init__(str(self))

    def __str__(self) -> str:
        """Return the message with every fault on lines of its own."""
        lines = [str(Fault(self.where, self.message, self.hint))]
        lines.extend(str(fault) for fault in self.faults)
        return "\n".join(lines)


class PackageError(SamgraphError):
    """A plan package cannot be read."""


class QueryError(SamgraphError):
    """A query cannot be run."""


class EngineError(SamgraphError):
    """A SPARQL engine elsewhere cannot be reached, or does not answer as it should."""


class ReasoningError(SamgraphError):
    """The ontology holds an axiom that the everyday engine does not cover."""


def near_match(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return a hint with the known words that are nearest to `word`, or an empty string.

    `cutoff` is the likeness, from 0 to 1, that a known word needs to be one of them.
    """
    from difflib import get_close_matches

    pool = {candidate.casefold(): candidate for candidate in sorted(known)}
    found = get_close_matches(word.casefold(), pool, n=3, cutoff=cutoff)
    return f"did you mean {' or '.join(pool[key] for key in found)}?" if found else ""
