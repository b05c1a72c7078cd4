"""The address of an engine, as a person gives it and as it may be shown."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from samgraph.errors import EngineError, near_match
from samgraph.text import printable

_SCHEMES = ("http", "https")
_LONGEST = 2_000


def read_address(text: str) -> str:
    """Return the address of an engine, once it is sure that it is one.

    Raises:
        EngineError: it is no http or https address, or holds a name or password.

    """
    shown = printable(text[:200])
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise EngineError(f'"{_bare(shown)}" is no address', hint=_HINT) from error
    if "@" in parts.netloc:
        # The password is not repeated: terminals and logs keep what they show.
        raise EngineError(
            "an address with a name or password is refused: others on this machine could read it",
            hint="set SAMGRAPH_USER and SAMGRAPH_PASSWORD, or SAMGRAPH_TOKEN, in the environment",
        )
    if parts.scheme.lower() not in _SCHEMES:
        hint = near_match(parts.scheme, _SCHEMES) if parts.netloc and parts.scheme else ""
        raise EngineError(f'"{_bare(shown)}" is no http or https address', hint=hint or _HINT)
    if not parts.hostname or len(text) > _LONGEST or not (text.isprintable() and text.isascii()):
        raise EngineError(f'"{_bare(shown)}" is no address', hint=_HINT)
    if any(character in text for character in ' <>"{}|^`\\'):
        raise EngineError(f'"{_bare(shown)}" is no address', hint=_HINT)
    if parts.fragment:
        raise EngineError(
            f'"{_bare(shown)}" names a part of a page', hint="leave out what follows the #"
        )
    return text


_HINT = "give the SPARQL endpoint as a browser would, such as http://127.0.0.1:7878/query"


def _bare(shown: str) -> str:
    """Return an address without what may be a password in it."""
    return shown.rpartition("@")[2]


def shown_address(url: str) -> str:
    """Return an address as messages show it: without what stands behind the question mark."""
    return printable(_bare(url.partition("?")[0].partition("#")[0]))


def same_server(one: str, other: str) -> bool:
    """Tell whether two addresses are of one server, the second no less protected than the first."""
    before, after = urlsplit(one), urlsplit(other)
    if _site(before) == _site(after):
        return True
    safer = (before.scheme, after.scheme) == ("http", "https")
    return (
        safer and before.hostname == after.hostname and (_port(before), _port(after)) == (80, 443)
    )


def _site(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme.lower(), parts.hostname, _port(parts)


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme.lower() == "https" else 80)


def sibling(url: str, name: str) -> str:
    """Return the address that stands beside another under a name: /update beside /query."""
    parts = urlsplit(url)
    folder = parts.path.rpartition("/")[0]
    return parts._replace(path=f"{folder}/{name}", query="").geturl()


def below(url: str, name: str) -> str:
    """Return the address under another: /ds/update under /ds."""
    parts = urlsplit(url)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{name}", query="").geturl()
