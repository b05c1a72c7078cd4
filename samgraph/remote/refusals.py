"""What the status of an answer means, and what to do about it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from samgraph.errors import EngineError
from samgraph.remote.address import shown_address
from samgraph.text import printable

AGAIN = frozenset({429, 502, 503, 504})
"""Statuses after which another try may do."""

_LONGEST = 300
"""Characters of what a server says that are shown."""

_FORBIDDEN = re.compile(rb"SECURITY|[Pp]ermission")

_MEANINGS = {
    400: ("refuses the request", "see whether it is a SPARQL 1.1 endpoint"),
    401: (
        "wants to know who is asking",
        "set SAMGRAPH_USER and SAMGRAPH_PASSWORD, or SAMGRAPH_TOKEN, in the environment",
    ),
    403: ("does not allow this", "ask its owner for the right to do so"),
    404: ("nothing is at this address", "see whether it ends in /query, /sparql or /update"),
    405: ("does not take this kind of request", "see whether this is the address for it"),
    406: ("has no format that samgraph reads", "samgraph reads SPARQL's JSON and XML, and RDF"),
    408: ("gave up waiting for the request", "try again"),
    413: ("finds the request too large", "raise the engine's limit on requests"),
    414: ("finds the address too long", "raise the engine's limit on addresses"),
    415: ("does not take this media type", "see whether this is the address for it"),
    429: ("has too many requests", "try again later"),
    500: ("failed", "see its log"),
    501: ("cannot do this", "use another endpoint of the engine"),
    502: ("its proxy cannot reach it", "see whether it runs"),
    503: ("is too busy, or gave the query up", "try again later, or narrow the question down"),
    504: ("its proxy gave up waiting", "narrow the question down"),
}


def refusal(status: int, headers: Mapping[str, str], content: bytes, url: str) -> EngineError:
    """Return the error that an answer with a status of 300 or more is, with what it says."""
    meaning, hint = _MEANINGS.get(status) or _MEANINGS.get(status // 100 * 100, ("", ""))
    if not meaning:
        meaning, hint = "answers in a way that is not understood", "see whether it is an engine"
    if status == 500 and _FORBIDDEN.search(content[:2_000]):
        # So does Virtuoso say no.
        meaning, hint = _MEANINGS[403]
    said = said_in(headers.get("content-type", ""), content)
    message = f"{meaning} (status {status})"
    return EngineError(
        f"{message}: {said}" if said else message, where=shown_address(url), hint=hint
    )


def said_in(content_type: str, content: bytes) -> str:
    """Return what a server says of a fault, on one line, short and without control characters."""
    text = content[:20_000].decode("utf-8", "replace")
    if "json" in content_type:
        try:
            said = json.loads(content[:100_000])
            if isinstance(said, dict):
                parts = [said.get(name) for name in ("where", "error", "message", "detail")]
                text = ": ".join(part for part in parts if isinstance(part, str) and part)
        except (ValueError, RecursionError):
            pass
    elif "html" in content_type or text.lstrip()[:1] == "<":
        text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL | re.IGNORECASE)
        text = re.sub(r"<[^>]*>", " ", text)
    text = printable(" ".join(text.split()))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
