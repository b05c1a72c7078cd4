"""Requests that no honest client sends, drawn by chance from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from samgraph.catalogue import catalogue

DIRECT = "application/sparql-query"


@dataclass(frozen=True, slots=True)
class Attack:
    """What is sent, and how."""

    kind: str
    pieces: tuple[bytes, ...]
    pause: float = 0.0
    """Seconds between pieces."""
    end: str = "wait"
    """`wait` for the answer, `half` close first, `reset`, `leave` at once, or `stare`: read not."""


def post(query: str, extra: str = "", accept: str = "*/*") -> bytes:
    """Return a query as the bytes of a POST."""
    body = query.encode("utf-8", "surrogatepass")
    return (
        f"POST /sparql HTTP/1.1\r\nHost: a\r\nAccept: {accept}\r\nContent-Type: {DIRECT}\r\n"
        f"{extra}Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def get(query: str) -> bytes:
    """Return a query as the bytes of a GET."""
    target = quote(query, safe="", errors="replace")
    return f"GET /sparql?query={target} HTTP/1.1\r\nHost: a\r\n\r\n".encode()


_SPLICES = (
    "{", "}", "(", ")", '"', "'", "\\", "<", ">", "\x00", "\ufffe", "\u202e", "𝄞", "#", "?", "$",
    "SERVICE", "FROM", "UNION", "OPTIONAL", "FILTER", "MINUS", "VALUES", "BIND", "GRAPH ?g", "*",
    "^", "|", "!", "/", "+", "_:b", "[]", "()", "1e999", "-", "@en", "^^", "\r\n", "<<", ">>",
    "LIMIT 99999999999999999999", "OFFSET -1", "ORDER BY", "GROUP BY", "HAVING", "EXISTS",
    "\\u0000", "\\U0010FFFF", "\\uD800", "LATERAL", "VERSION", "DISTINCT", "REDUCED", "COUNT(*)",
)  # fmt: skip


def fuzzed(chance: random.Random, _: str) -> Attack:
    """Return a query of the catalogue with pieces cut, doubled, swapped and put in."""
    text = chance.choice(list(catalogue().values())).text
    for _round in range(chance.randint(1, 8)):
        one, other = sorted(chance.choices(range(len(text) + 1), k=2))
        how = chance.random()
        if how < 0.3:
            text = text[:one] + text[min(other, one + 30) :]
        elif how < 0.5:
            text = text[:other] + text[one:other] + text[other:]
        else:
            text = text[:one] + chance.choice(_SPLICES) + text[one:]
    text = text[:30_000]
    return Attack("fuzzed query", (get(text) if chance.random() < 0.3 else post(text),))


def nested(chance: random.Random, _: str) -> Attack:
    """Return a query that is deep or wide."""
    depth = chance.choice((90, 101, 600, 3_000, 9_000))
    wide = depth * 5
    text = chance.choice((
        "SELECT * {" + "{" * depth + "?s ?p ?o" + "}" * depth + "}",
        "SELECT * { FILTER(" + "(" * depth + "1" + ")" * depth + ") }",
        "SELECT * { FILTER(" + "!" * depth + "1) }",
        "SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o " * depth + "}" * depth + "}",
        "SELECT * { {} " + "UNION {}" * wide + "}",
        "SELECT * { FILTER(1" + "+1" * wide + ") }",
        "SELECT * { ?s " + "<x:p>/" * wide + "<x:p> ?o }",
        "SELECT * { ?s " + "(" * depth + "<x:p>" + ")*" * depth + " ?o }",
        "SELECT * { FILTER NOT EXISTS { " * depth + "}" * depth,
        "SELECT * { VALUES ?x { " + "1 " * wide + "} }",
        "SELECT * { " + "<<" * depth + "?s ?p ?o" + ">>" * depth + " ?p ?o }",
        "SELECT * { ?s ?p " + "[ ?p " * depth + "1" + "]" * depth + "}",
        "SELECT * { ?s ?p '''A' } " + "{" * depth,
    ))  # fmt: skip
    return Attack("deep or wide query", (post(text[:190_000]),))


def calling(chance: random.Random, listener: str) -> Attack:
    """Return a query that would make the server call another, or read a file."""
    target = chance.choice((listener, listener + "x?y=z", "file:///etc/passwd"))
    call = chance.choice((
        f"SERVICE <{target}> {{ ?s ?p ?o }}",
        f"SERVICE SILENT <{target}> {{ ?s ?p ?o }}",
        f"VALUES ?u {{ <{target}> }} SERVICE ?u {{ ?s ?p ?o }}",
        f"SERV\\u0049CE <{target}> {{ ?s ?p ?o }}",
        f"FILTER(1<2)SERVICE<{target}>{{ ?s ?p ?o }}",
        f"BIND(\"'\" AS ?x) SERVICE <{target}> {{ ?s ?p ?o }} # '",
    ))  # fmt: skip
    text = chance.choice((
        f"SELECT * {{ {call} }}",
        f"ASK {{ OPTIONAL {{ {call} }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {call} }} }}",
        f"ASK FROM <{target}> {{ ?s ?p ?o }}",
        f"CONSTRUCT {{ ?s ?p ?o }} FROM NAMED <{target}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"LOAD <{target}>",
        f"DESCRIBE <{target}>",
        f"ASK {{ GRAPH <{target}> {{ ?s ?p ?o }} }}",
    ))  # fmt: skip
    if chance.random() < 0.2:
        name = chance.choice(("default-graph-uri", "named-graph-uri", "using-graph-uri"))
        line = f"GET /sparql?query=ASK%7B%7D&{name}={quote(target)} HTTP/1.1\r\nHost: a\r\n\r\n"
        return Attack("outbound call", (line.encode(),))
    return Attack("outbound call", (post(text),))


_BURDENS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a",
    "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f }",
    "CONSTRUCT { ?a ?e ?f } { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?a (!<x:p>|^!<x:p>)* ?b . ?c (!<x:p>|^!<x:p>)* ?d }",
    "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '^(a+)+$')) MINUS { ?x ?y ?z . ?o ?q ?x } }",
    "SELECT ?a { ?a ?b ?c } GROUP BY ?a ?b ?c HAVING(COUNT(*) > (COUNT(DISTINCT ?c)) * 9)",
    "SELECT * { ?s ?p ?o }",
    "CONSTRUCT WHERE { ?s ?p ?o }",
)


def burdensome(chance: random.Random, _: str) -> Attack:
    """Return a query that never ends or takes all the memory there is."""
    text = f"{chance.choice(_BURDENS)} # {chance.random()}"
    accept = chance.choice(("*/*", "text/csv, */*;q=0.1", "application/rdf+xml, */*;q=0.1"))
    extra = chance.choice(("", "Accept-Encoding: gzip\r\n"))
    end = chance.choice(("wait", "wait", "reset", "half", "leave", "stare"))
    return Attack("burdensome query", (post(text, extra, accept),), end=end)


def giant(chance: random.Random, _: str) -> Attack:
    """Return a body that is too long, or claims to be, or is not."""
    head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {DIRECT}\r\n"
    how = chance.randrange(5)
    if how == 0:
        return Attack("giant body", (f"{head}Content-Length: {10**chance.randint(6, 30)}\r\n\r\n"
                                     .encode(), b"x" * 50_000))  # fmt: skip
    if how == 1:
        chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
        start = f"{head}Transfer-Encoding: chunked\r\n\r\n".encode()
        return Attack("giant body", (start, *(chunk,) * 40))
    if how == 2:
        body = b"query=" + b"%20" * 60_000 + b"ASK{}"
        line = (
            "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded"
            f"\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        return Attack("giant body", (line, body))
    if how == 3:
        body = b"&".join([b"a=b"] * 40_000)
        line = (
            "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded"
            f"\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        return Attack("giant body", (line, body))
    return Attack("giant body", (f"GET /sparql?query={'a' * 200_000} HTTP/1.1\r\nHost: a\r\n\r\n"
                                 .encode(),))  # fmt: skip


def slow(chance: random.Random, _: str) -> Attack:
    """Return a request that trickles in, or never comes to its end."""
    whole = post("ASK { ?s ?p ?o }")
    cut = chance.randint(0, len(whole) - 1)
    pieces = tuple(whole[n : n + 1] for n in range(max(0, cut - 3), cut))
    return Attack("slow sender", (whole[: max(0, cut - 3)], *pieces), pause=0.4)


def half_closed(chance: random.Random, _: str) -> Attack:
    """Return a request whose sender hangs up before, while or after it is answered."""
    whole = post(chance.choice(("ASK { ?s ?p ?o }", "SELECT * { ?s ?p ?o }", "nonsense")))
    cut = chance.choice((len(whole), chance.randint(0, len(whole))))
    return Attack("half-closed", (whole[:cut],), end=chance.choice(("half", "reset", "leave")))


_LINES = (
    b"GET /sparql HTTP/1.1", b"GET http://b/sparql HTTP/1.1", b"GET // HTTP/1.1",
    b"GET /../../etc/passwd HTTP/1.1", b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
    b"GET /sparql%00 HTTP/1.1", b"GET * HTTP/1.1", b"OPTIONS * HTTP/1.1", b"TRACE /sparql HTTP/1.1",
    b"CONNECT b:443 HTTP/1.1", b"GET /sparql HTTP/0.9", b"GET /sparql HTTP/9.9", b"GET /sparql",
    b"G\x00T /sparql HTTP/1.1", b"get /sparql HTTP/1.1", b"POST /sparql HTTP/1.1",
    b"PRI * HTTP/2.0", b"HEAD /sparql?query=ASK{} HTTP/1.1", b"\x16\x03\x01\x02\x00\x01",
    b"GET /sparql?query=%FF%FE HTTP/1.1", b"GET /sparql?query=ASK%7B%7D&query=ASK%7B%7D HTTP/1.1",
    b"PUT /sparql HTTP/1.1", b"DELETE / HTTP/1.1", b"GET /limits?" + b"a" * 70_000 + b" HTTP/1.1",
)  # fmt: skip
_HEADERS = (
    b"Host: a", b"Host: b", b"Host: ", b"Host: a\x00", b"Content-Length: 5", b"Content-Length: -5",
    b"Content-Length: 5, 6", b"Content-Length: 0x5", b"Content-Length: 5\r\nContent-Length: 6",
    b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked, chunked",
    b"Transfer-Encoding: xchunked", b"Transfer-Encoding : chunked", b" folded: x",
    b"Content-Type: application/sparql-query", b"Content-Type: " + b"a" * 9_000,
    b"Accept: " + b"a/b;q=0.5," * 3_000, b"Accept: */*;q=" + b"9" * 5_000, b"Accept: \xff\xfe",
    b"Accept-Encoding: gzip;q=nan", b"If-None-Match: " + b'"x",' * 5_000, b"Expect: 100-continue",
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x",
    b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings", b"Connection: close",
    b"Connection: keep-alive, close", b"X-Forwarded-For: 1.2.3.4", b"X-Forwarded-Host: evil",
    b"X" * 70_000 + b": y", b"X: " + b"y" * 70_000, b"X: y\r\nY: z" * 500, b"Bad Header: x",
    b"NoColon", b": empty", b"X: a\nY: b", b"X: a\rY: b", b"Range: bytes=0-0,1-1",
    b"Origin: null", b"Content-Encoding: gzip", b"Authorization: Basic eHh4",
)  # fmt: skip
_BODIES = (
    b"", b"ASK{}", b"5\r\nASK{}\r\n0\r\n\r\n", b"fffffffffffffffff\r\nx", b"-5\r\nx\r\n",
    b"5;ext=" + b"x" * 9_000 + b"\r\nASK{}\r\n0\r\n\r\n", b"0\r\nTrailer: x\r\n\r\n",
    b"0\r\n\r\nGET /limits HTTP/1.1\r\nHost: a\r\n\r\n", b"\x00" * 100,
)  # fmt: skip


def tricky(chance: random.Random, _: str) -> Attack:
    """Return a request with odd, doubled, contradicting or broken lines."""
    lines = [chance.choice(_LINES), *chance.choices(_HEADERS, k=chance.randint(0, 6))]
    if chance.random() < 0.7:
        lines.insert(1, b"Host: a")
    content = b"\r\n".join(lines) + b"\r\n\r\n" + chance.choice(_BODIES)
    if chance.random() < 0.1:
        content = b"GET /limits HTTP/1.1\r\nHost: a\r\n\r\n" * 50 + content
    return Attack("header tricks", (content,), end=chance.choice(("wait", "half", "half", "leave")))


KINDS: tuple[tuple[Callable[[random.Random, str], Attack], float], ...] = (
    (fuzzed, 36), (nested, 14), (calling, 14), (tricky, 20), (half_closed, 7), (giant, 4.5),
    (slow, 2.5), (burdensome, 2),
)  # fmt: skip
"""Each kind with its share of a hundred."""


def attacks(number: int, seed: int, listener: str) -> list[Attack]:
    """Return so many attacks, the same for the same seed; `listener` is who must not be called."""
    chance = random.Random(seed)
    kinds = chance.choices([one for one, _ in KINDS], [share for _, share in KINDS], k=number)
    return [kind(chance, listener) for kind in kinds]
