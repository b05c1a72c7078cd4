"""What comes back for a query, and what is said instead where nothing can."""

from __future__ import annotations

from dataclasses import dataclass

from samgraph.errors import SamgraphError


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a request names, as IRIs; what it does not name is empty."""

    default: tuple[str, ...] = ()
    """Their union is the default graph."""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, serialised."""

    media_type: str
    body: bytes
    rows: int
    """Rows of a table, triples of a graph; 1 for yes or no."""
    version: str
    """Of the graph that was asked."""
    truncated: str = ""
    """`rows=500000` or `bytes=64000000`: the bound at which the answer was cut off."""
    encoding: str = ""
    """`gzip`, or empty where the body is as it is."""
    stable: bool = True
    """Whether the same query gives the same bytes as long as the graph is unchanged."""


class Refused(SamgraphError):  # noqa: N818 - it says what happened
    """A request that gets an error as its reply, with the status that HTTP has for it."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        where: str = "",
        hint: str = "",
        retry_after: int | None = None,
        allow: str = "",
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.status = status
        self.retry_after = retry_after
        """Seconds."""
        self.allow = allow
        """Methods that the address knows, where another was used."""

    def headers(self) -> dict[str, str]:
        """Return the headers that go with the status."""
        found = {"Retry-After": str(self.retry_after)} if self.retry_after is not None else {}
        return found | ({"Allow": self.allow} if self.allow else {})
