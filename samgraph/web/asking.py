"""What a request for a page wants: a format, a language, and parameters that are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request

from samgraph.errors import near_match
from samgraph.terms import STANDINGS
from samgraph.web.media import GRAPHS, TABLES, Format, best, quality
from samgraph.web.protocol import printable
from samgraph.web.replies import Refused
from samgraph.web.site import site_of

_HTML: Final = {"html": ("text/html", "application/xhtml+xml")}
_JSON: Final = {"json": ("application/json", "text/json")}

DESCRIBED: Final[Mapping[str, tuple[str, ...]]] = {**_HTML, **GRAPHS}
"""Formats of a thing: a page, or RDF."""

LISTED: Final[Mapping[str, tuple[str, ...]]] = {
    **_JSON, "csv": TABLES["csv"], "tsv": TABLES["tsv"], **_HTML,
}  # fmt: skip
"""Formats of a list of ours: rows, or a page."""

ANSWERED: Final[Mapping[str, tuple[str, ...]]] = {**TABLES, **_HTML}
"""Formats of a question's answer: as SPARQL has them, or a page."""

LANGUAGES: Final = {"nl": ("nl", "nl-be", "nl-nl"), "en": ("en", "en-gb", "en-us")}
_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page, understood."""

    form: Format
    lang: str
    chosen: str
    """The language if the address names it, else empty: links keep what was chosen."""
    base: str
    """IRI of this server."""
    path: str
    """Of what is asked for, without a suffix, below the base."""
    gzip: bool
    given: Mapping[str, str]
    """The other parameters."""

    @property
    def root(self) -> str:
        """The path of this server, empty or beginning with a slash."""
        return urlsplit(self.base).path.rstrip("/")

    @property
    def is_page(self) -> bool:
        """Whether a person is to read it."""
        return self.form.name == "html"


def asked_of(
    request: Request,
    known: Mapping[str, tuple[str, ...]],
    path: str,
    suffix: str = "",
    parameters: Iterable[str] = (),
) -> Asked:
    """Return what a request wants, of the formats in `known` and by the parameters that it may use.

    A suffix goes before the header.

    Raises:
        Refused: no format is acceptable, or a parameter is unknown or given twice.

    """
    headers = request.headers
    if suffix:
        form = Format(suffix, known[suffix][0])
    else:
        accept = (", ".join(headers.getlist("accept")) or "*/*")[:_LONGEST]
        found = best(accept, known)
        if found is None:
            raise Refused(
                406, "none of the accepted media types can be given", where="Accept",
                hint=f"accept one of {', '.join(types[0] for types in known.values())}",
            )  # fmt: skip
        form = found
    given = _parameters(request, {"lang", *parameters})
    chosen = given.pop("lang", "")
    if chosen and chosen not in LANGUAGES:
        raise Refused(400, f'no language is called "{printable(chosen)}"', where="parameter lang",
                      hint="choose nl or en")  # fmt: skip
    preferred = best(headers.get("accept-language", "")[:_LONGEST], LANGUAGES)
    lang = chosen or (preferred.name if preferred else str(request.app.state.lang))
    gzip = quality("gzip", headers.get("accept-encoding", "")[:_LONGEST]) > 0
    base = site_of(request).base_of(request)
    return Asked(form, lang, chosen, base, path, gzip, given)


def _parameters(request: Request, known: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            listed = ", ".join(sorted(known))
            hint = near_match(name[:100], known) or f"the parameters are {listed}"
            raise Refused(400, f'no parameter is called "{printable(name)}"',
                          where="parameters", hint=hint)  # fmt: skip
        if name in found:
            raise Refused(400, f'"{printable(name)}" is given twice', where=f"parameter {name}",
                          hint="give it once")  # fmt: skip
        if value:
            found[name] = value
    return found


def suffix_of(request: Request, known: Mapping[str, tuple[str, ...]]) -> str:
    """Return the format that the address of a fixed page names; empty where it names none.

    Raises:
        Refused: 404, no format is called so.

    """
    suffix = str(request.path_params.get("suffix", ""))
    if suffix and suffix not in known:
        listed = f"the suffixes are {', '.join(known)}"
        raise Refused(404, f'there is no format "{printable(suffix)}" of this', where="address",
                      hint=near_match(suffix[:20], known) or listed)  # fmt: skip
    return suffix


def split_suffix(name: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Return a name without its suffix, and the suffix where it is one of the formats."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot and stem and suffix in known else (name, "")


def one_of(given: Mapping[str, str], name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the value of a parameter that has few values.

    Raises:
        Refused: 400, it has another.

    """
    value = given.get(name, otherwise)
    known = tuple(known)
    if value and value not in known:
        hint = near_match(value[:100], known) or f"choose {', '.join(known)}"
        raise Refused(400, f'"{printable(value)}" is no {name}', where=f"parameter {name}",
                      hint=hint)  # fmt: skip
    return value


def number_of(given: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    """Return the value of a parameter that is a number from 0 on.

    Raises:
        Refused: 400, it is none, or too large.

    """
    value = given.get(name, "")
    if not value:
        return otherwise
    plain = value.isascii() and value.isdigit() and len(value) <= len(str(most))
    if not plain or int(value) > most:
        raise Refused(400, f'"{printable(value)}" is no number from 0 to {most:,}',
                      where=f"parameter {name}", hint=f"write it as in {name}=20")  # fmt: skip
    return int(value)


def standing_of(given: Mapping[str, str]) -> str:
    """Return the reading that is asked for: the widest unless another is named.

    Raises:
        Refused: 400, there is no such reading.

    """
    return one_of(given, "standing", STANDINGS, "judged")
