"""The query operation of the SPARQL 1.1 Protocol: from a request to what is asked.

Source: https://www.w3.org/TR/sparql11-protocol/, sections 2.1 and 2.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

import pyoxigraph as ox

from samgraph.web.replies import Dataset, Refused

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")

_MOST_FIELDS = 200
_READ_ONLY = "this endpoint answers queries and takes no updates"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query and the dataset that the request names for it, if it names one."""

    query: str
    dataset: Dataset | None = None


def read_get(query_string: bytes) -> Operation | None:
    """Return what a GET asks; None where it asks nothing and so wants the service's description.

    Raises:
        Refused: the parameters are no query operation.

    """
    fields = _fields(query_string)
    if "query" not in fields and "update" not in fields:
        return None
    return _operation(fields)


def read_post(content_type: str, body: bytes, query_string: bytes = b"") -> Operation:
    """Return what a POST asks, by form or directly.

    Raises:
        Refused: the media type is neither, or the body is no query operation.

    """
    media_type, _, parameters = content_type.partition(";")
    media_type = media_type.strip().lower()
    if media_type == UPDATE:
        raise Refused(403, "updates are refused", where="Content-Type", hint=_READ_ONLY)
    if media_type not in (FORM, DIRECT):
        raise Refused(
            415, f'the body is of type "{printable(media_type)}"' if media_type else
            "the body has no media type", where="Content-Type", hint=f"send {FORM} or {DIRECT}",
        )  # fmt: skip
    _refuse_other_charset(parameters)
    outside = _fields(query_string)
    if media_type == DIRECT:
        if "query" in outside:
            raise Refused(400, "there are two queries, in the address and in the body",
                          where="query", hint="send one")  # fmt: skip
        return _operation({**outside, "query": [_text(body)]})
    fields = _fields(body)
    for name, values in outside.items():
        fields.setdefault(name, []).extend(values)
    return _operation(fields)


def _refuse_other_charset(parameters: str) -> None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"').lower()
        if name.strip().lower() == "charset" and charset not in ("utf-8", "utf8", "us-ascii"):
            raise Refused(415, f'the charset "{printable(charset)}" is not read',
                          where="Content-Type", hint="send UTF-8")  # fmt: skip


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            400, "the query is not UTF-8", where=f"byte {error.start}", hint="send UTF-8"
        ) from error


def _fields(encoded: bytes) -> dict[str, list[str]]:
    """Return the values of each parameter.

    Raises:
        Refused: they are not UTF-8, or too many.

    """
    if not encoded:
        return {}
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeError as error:
        raise Refused(400, "the parameters are not UTF-8 in percent-encoding",
                      hint="encode what is not ASCII as UTF-8") from error  # fmt: skip
    except ValueError as error:
        raise Refused(400, f"there are more than {_MOST_FIELDS} parameters") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _operation(fields: dict[str, list[str]]) -> Operation:
    for name in ("update", "using-graph-uri", "using-named-graph-uri"):
        if name in fields:
            raise Refused(403, "updates are refused", where=name, hint=_READ_ONLY)
    queries = fields.get("query", [])
    if len(queries) != 1 or not queries[0].strip():
        raise Refused(
            400,
            f"there are {len(queries)} queries" if len(queries) > 1 else "there is no query",
            where="query",
            hint="send exactly one",
        )
    dataset = None
    if "default-graph-uri" in fields or "named-graph-uri" in fields:
        dataset = Dataset(
            _iris("default-graph-uri", fields.get("default-graph-uri", [])),
            _iris("named-graph-uri", fields.get("named-graph-uri", [])),
        )
    return Operation(queries[0], dataset)


def _iris(name: str, values: list[str]) -> tuple[str, ...]:
    """Return the graphs that a parameter names, each once.

    Raises:
        Refused: one is no absolute IRI.

    """
    for value in values:
        try:
            ox.NamedNode(value)
        except ValueError as error:
            raise Refused(400, f'"{printable(value)}" is no absolute IRI', where=name,
                          hint="name a graph by its whole IRI") from error  # fmt: skip
    return tuple(dict.fromkeys(values))


def printable(text: str) -> str:
    """Return a stranger's text, short and on one line, so that it can be shown."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:200])
