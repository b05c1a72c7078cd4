"""A query never reaches another server and never ends the process, however it is written."""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph as ox
import pytest

from samgraph.errors import QueryError
from samgraph.guard import (
    DEEPEST_NESTING,
    LONGEST_QUERY,
    MOST_UNIONS,
    has_dataset_clause,
    safe_query,
)
from samgraph.knowledge import Knowledge

NS = "https://example.org/"


class Listener:
    """A server on the loopback that counts who calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.calls += 1
                connection.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Return a server that nobody should call."""
    server = Listener()
    yield server
    server.socket.close()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Return a plan of three statements, so that every pattern has something to find."""
    store = ox.Store()
    graph = ox.NamedNode(f"{NS}graph/structure")
    number = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    for value in (ox.Literal("1", datatype=number), ox.Literal("a"), ox.NamedNode(f"{NS}b")):
        store.add(ox.Quad(ox.NamedNode(f"{NS}a"), ox.NamedNode(f"{NS}p"), value, graph))
    return Knowledge("x", ox.NamedNode(f"{NS}plan"), NS, {"ex": NS}, store)


def run(knowledge: Knowledge, query: str) -> object:
    """Run a query to its end, as a command would."""
    answer = knowledge.query(query)
    return bool(answer) if isinstance(answer, ox.QueryBoolean) else list(answer)


def assert_refused(knowledge: Knowledge, listener: Listener, query: str) -> None:
    """Check that a query is refused, and that nobody was called before that."""
    before = listener.calls
    refused = False
    try:
        run(knowledge, query)
    except QueryError:
        refused = True
    except Exception as error:
        refused = False
        print(type(error).__name__, error)  # noqa: T201 - shown only where the test fails
    time.sleep(0.005)
    assert listener.calls == before, f"the server was called by {query!r}"
    assert refused, f"not refused: {query!r}"


# CALL stands for a SERVICE clause, IRI for the address of a server that counts its callers.
CALL = "SERVICE IRI { ?s ?p ?o }"

DISGUISES = {
    "plain": f"SELECT * {{ {CALL} }}",
    "lower case": "SELECT * { service IRI { ?s ?p ?o } }",
    "mixed case": "SELECT * { SeRvIcE IRI { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT IRI { ?s ?p ?o } }",
    "without spaces": "SELECT*{SERVICE<BASEq>{?s ?p ?o}}",
    "silent without spaces": "SELECT*{SERVICESILENT<BASEq>{?s ?p ?o}}",
    "in a group": f"SELECT * {{ {{ {{ {CALL} }} }} }}",
    "in optional": f"SELECT * {{ OPTIONAL {{ {CALL} }} }}",
    "in union": f"SELECT * {{ {{ ?s ?p ?o }} UNION {{ {CALL} }} }}",
    "in minus": f"SELECT * {{ ?s ?p ?o MINUS {{ {CALL} }} }}",
    "in graph": f"SELECT * {{ GRAPH ?g {{ {CALL} }} }}",
    "in exists": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {CALL} }} }}",
    "in not exists": f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {CALL} }} }}",
    "in bind exists": f"SELECT * {{ BIND(EXISTS {{ {CALL} }} AS ?x) }}",
    "in sub-select": f"SELECT * {{ {{ SELECT * {{ {CALL} }} }} }}",
    "in ask": f"ASK {{ {CALL} }}",
    "in construct": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {CALL} }}",
    "in describe": f"DESCRIBE ?s WHERE {{ {CALL} }}",
    "in having": f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING(EXISTS {{ {CALL} }})",
    "in order by": f"SELECT ?s {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {CALL} }})",
    "by variable": "SELECT * { VALUES ?u { IRI } SERVICE ?u { ?s ?p ?o } }",
    "by prefix": "PREFIX x: <BASE> SELECT * { SERVICE x:q { ?s ?p ?o } }",
    "by base": "BASE <BASE> SELECT * { SERVICE <q> { ?s ?p ?o } }",
    "glued to a prefixed name": "PREFIX x: <BASE> SELECT * { SERVICEx:q { ?s ?p ?o } }",
    "glued to an empty prefix": "PREFIX : <BASE> SELECT * { SERVICE:q { ?s ?p ?o } }",
    "glued to true": f"SELECT * {{ OPTIONAL {{ ?s ?p true{CALL} }} }}",
    "glued to a number": f"SELECT * {{ OPTIONAL {{ ?s ?p 1{CALL} }} }}",
    "glued to an exponent": f"SELECT * {{ OPTIONAL {{ ?s ?p 1e0{CALL} }} }}",
    "glued to a decimal": f"SELECT * {{ OPTIONAL {{ ?s ?p 1.0{CALL} }} }}",
    "glued to a full stop": f"SELECT * {{ OPTIONAL {{ ?s ?p ?o .{CALL} }} }}",
    "glued to an empty local name": f"SELECT * {{ OPTIONAL {{ ?s ?p ex:.{CALL} }} }}",
    "glued to a language": f'SELECT * {{ BIND("a"@en AS ?x){CALL} }}',
    "after a string": f'SELECT * {{ BIND("a" AS ?x) {CALL} }}',
    "after a string with a quote": f"""SELECT * {{ BIND("'" AS ?x) {CALL} BIND("'" AS ?y) }}""",
    "after an escaped quote": rf'SELECT * {{ BIND("a\"" AS ?x) {CALL} }} # "',
    "after an escaped backslash": rf'SELECT * {{ BIND("a\\" AS ?x) {CALL} }} # "',
    "after an empty string": f"SELECT * {{ BIND('' AS ?x) {CALL} BIND('' AS ?y) }}",
    "after a long string": f'SELECT * {{ BIND("""a"b""c""" AS ?x) {CALL} }}',
    "after a long string with an escape": rf'SELECT * {{ BIND("""a\"""" AS ?x) {CALL} }} # """',
    "after an escaped code point in a string": rf'SELECT * {{ BIND("\u0022" AS ?x) {CALL} }} # "',
    "after a comment": f"SELECT * {{ # '\n {CALL} }}",
    "after a comment ended by a return": f"SELECT * {{ # '\r {CALL} }}",
    "after a line of comment ended by a return": f"SELECT * {{\n# '\r{CALL} }}",
    "after a comment with a quote": f'SELECT * {{ # "\n {CALL} # "\n }}',
    "after an iri": f"SELECT * {{ OPTIONAL {{ ?s ?p <http://x/#y> }} {CALL} }}",
    "after an iri with a quote": f"SELECT * {{ OPTIONAL {{ ?s ?p <http://x/'> }} {CALL} }} # '",
    "after an iri with an escape": rf"SELECT * {{ OPTIONAL {{ ?s ?p <x:\u0041#y> }} {CALL} }}",
    "after an iri with a long escape": rf"SELECT * {{ OPTIONAL {{?s ?p <x:\U00000041#>}} {CALL} }}",
    "after a declared iri with an escape": rf"PREFIX y: <http://y/\u0041#> SELECT * {{ {CALL} }}",
    "after an escaped local name": rf"SELECT * {{ OPTIONAL {{ ?s ?p ex:a\#b }} {CALL} }}",
    "after an escaped quote in a name": rf"SELECT * {{ OPTIONAL {{ ?s ?p ex:a\'b }} {CALL} }} # '",
    "after a combining accent": f"SELECT * {{ OPTIONAL {{ ?s ?p ex:a\u0301\\#b }} {CALL} }}",
    "after a middle dot": f"SELECT * {{ OPTIONAL {{ ?s ?p ex:a\u00b7\\#b }} {CALL} }}",
    "after an undertie": f"SELECT * {{ OPTIONAL {{ ?s ?p ex:a\u203f\\#b }} {CALL} }}",
    "after a zero-width joiner": f"SELECT * {{ OPTIONAL {{ ?s ?p ex:a\u200db\\#b }} {CALL} }}",
    "after an accent in a prefix": "PREFIX a\u0301: <BASE> SELECT * "
    f"{{ OPTIONAL {{ ?s ?p a\u0301:\\#b }} {CALL} }}",
    "after a variable with an accent": f"SELECT * {{ BIND(1 AS ?a\u0301) {CALL} }}",
    "after less than": f"SELECT * {{ ?s ?p ?o FILTER(?o<2) {CALL} }}",
    "between less and more": "SELECT * { VALUES ?u { IRI } FILTER(1<2)SERVICE?u#>\n{ ?s ?p ?o } }",
    "named between less and more": "PREFIX : <BASE> SELECT * {FILTER(1<2)SERVICE:q#>\n{?s ?p ?o}}",
    "after less than and a comment": f"SELECT * {{ FILTER(1<2)#>'''\n{CALL} #'''\n }}",
    "after less than a name and a comment": f"SELECT * {{FILTER(1<ex:b#>'''\n){CALL} #'''\n }}",
    "after less than, slashes and a comment": f"SELECT * {{FILTER(1<ex:b#://>'''\n){CALL}#'''\n}}",
    "after more than an iri could be": f'SELECT * {{FILTER(1<ex:b#://>"""\n){CALL}#"""\n}}',
    "in what is no long string": rf"SELECT * {{ VALUES ?x {{'''A' ex:x\-y }} {CALL} #'''"
    "\n}",
    "in what is no long string either": rf'SELECT * {{ VALUES ?x {{"""A" ex:x\-y }} {CALL} #"""'
    "\n}",
    "after a long string on a line like a comment": f'SELECT * {{ BIND("""\n# """ AS ?x) {CALL} }}',
    "with a comment before the address": "SELECT * { SERVICE # x\n IRI { ?s ?p ?o } }",
    "with a comment after the address": "SELECT * { SERVICE IRI # x\n{ ?s ?p ?o } }",
    "with comments all over": "SELECT * { SERVICE#\nSILENT#\n#\nIRI#\n{ ?s ?p ?o } }",
    "after a collection": f"SELECT * {{ OPTIONAL {{ ?s ?p (1) {CALL} }} }}",
    "after nil": f"SELECT * {{ OPTIONAL {{ ?s ?p (){CALL} }} }}",
    "after a nameless node": f"SELECT * {{ OPTIONAL {{ ?s ?p []{CALL} }} }}",
    "after a labelled node": f"SELECT * {{ OPTIONAL {{ ?s ?p _:b.{CALL} }} }}",
    "after a triple term": f"SELECT * {{ OPTIONAL {{ ?s ?p <<( ex:a ex:p ex:b )>> {CALL} }} }}",
    "after a version": f'VERSION "1.2" SELECT * {{ {CALL} }}',
}


@pytest.mark.parametrize("name", DISGUISES)
def test_a_call_of_another_server_is_refused(
    knowledge: Knowledge, listener: Listener, name: str
) -> None:
    """SERVICE is refused in every disguise, and no connection is made."""
    query = DISGUISES[name].replace("IRI", f"<{listener.base}q>").replace("BASE", listener.base)
    assert_refused(knowledge, listener, query)


INNOCENT = {
    "string": 'SELECT * { BIND("SERVICE" AS ?x) }',
    "searched string": 'SELECT * { ?s ?p ?o FILTER(CONTAINS(?o, "service")) { ?s ?p ?o } }',
    "sentence": "SELECT * { BIND('Our SERVICE: <all> that you need, as a service!' AS ?x) }",
    "long string": 'SELECT * { BIND("""a " SERVICE\n""" AS ?x) }',
    "long single-quoted string": "SELECT * { BIND('''a ' SERVICE\n''' AS ?x) }",
    "string with an escape": r'SELECT * { BIND("\" SERVICE" AS ?x) }',
    "comment": "SELECT * { ?s ?p ?o # of this SERVICE\n }",
    "line of comment": "SELECT * { ?s ?p ?o\n  # SERVICE <x> { ?s ?p ?o }\n }",
    "last line": "SELECT * { ?s ?p ?o } # SERVICE",
    "iri": "SELECT * { ?s ?p <http://x/SERVICE> }",
    "fragment": "SELECT * { ?s ?p <http://x/#SERVICE> }",
    "local name": "SELECT * { ?s ?p ex:SERVICE }",
    "part of a local name": "SELECT * { ?s ?p ex:a-SERVICE , ex:a.SERVICE , ex:SERVICE.a }",
    "id of a plan": "SELECT * { ex:ct-services ?p ?o }",
    "variable": "SELECT ?service $SERVICE { ?service ?p $SERVICE }",
    "longer word": 'SELECT ?x { BIND(STR("x") AS ?x) ?SERVICES ?p ?o }',
}


@pytest.mark.parametrize("name", INNOCENT)
def test_the_word_alone_is_no_call(knowledge: Knowledge, name: str) -> None:
    """SERVICE in a string, a comment, an IRI, a name or a variable is only text."""
    run(knowledge, INNOCENT[name])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * FROM <x:g> { ?s ?p ?o }", True),
        ("SELECT * from <x:g> { ?s ?p ?o }", True),
        ("SELECT * FROM NAMED <x:g> { ?s ?p ?o }", True),
        ("SELECT *FROM<x:g>{ ?s ?p ?o }", True),
        ("SELECT * FROMNAMED<x:g>{ ?s ?p ?o }", True),
        ("SELECT (1 AS ?x)FROM ex:g { ?s ?p ?o }", True),
        ("ASK FROM <x:g> { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } FROM <x:g> WHERE { ?s ?p ?o }", True),
        ("DESCRIBE ?s FROM <x:g> WHERE { ?s ?p ?o }", True),
        ('# "\nSELECT * FROM <x:g> { ?s ?p ?o } # "', True),
        ("SELECT * { ?s ?p ?o }", False),
        ("SELECT ?FROM { ?FROM ?p ?o }", False),
        ("SELECT * { ?s ex:FROM ?o }", False),
        ('SELECT * { BIND("FROM <x:g>" AS ?x) }', False),
        ("SELECT * { ?s ?p ?o } # FROM <x:g>", False),
        ("SELECT * { ?s ?p <x:FROM> }", False),
    ],
)
def test_a_dataset_clause_is_seen_where_there_is_one(query: str, expected: bool) -> None:
    """FROM is a clause outside strings, comments, names and variables, and nowhere else."""
    assert has_dataset_clause(query) is expected


def test_a_dataset_clause_decides_what_is_asked(knowledge: Knowledge) -> None:
    """With FROM a query gets exactly that graph, without it the union of its reading."""
    assert run(knowledge, "ASK { ?s ?p ?o }")
    assert run(knowledge, f"ASK FROM <{NS}graph/structure> {{ ?s ?p ?o }}")
    assert not run(knowledge, f"ASK FROM <{NS}graph/stated> {{ ?s ?p ?o }}")
    assert not run(knowledge, f"ASK FROM NAMED <{NS}graph/structure> {{ ?s ?p ?o }}")
    assert run(knowledge, f"ASK FROM NAMED <{NS}graph/structure> {{ GRAPH ?g {{ ?s ?p ?o }} }}")


def test_a_graph_that_is_elsewhere_is_never_fetched(
    knowledge: Knowledge, listener: Listener
) -> None:
    """FROM and FROM NAMED name graphs of the store; an address or a file is just an empty one."""
    before = listener.calls
    for iri in (f"{listener.base}g.ttl", "file:///etc/passwd"):
        assert not run(knowledge, f"ASK FROM <{iri}> {{ ?s ?p ?o }}")
        assert not run(knowledge, f"ASK FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    time.sleep(0.05)
    assert listener.calls == before


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <x:a> <x:p> <x:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <BASEg.ttl>",
        "CLEAR ALL",
        "DROP ALL",
        "SELECT * { ?s ?p ?o } ; CLEAR ALL",
    ],
)
def test_a_query_cannot_change_the_store(
    knowledge: Knowledge, listener: Listener, update: str
) -> None:
    """An update is no query, and the store is as it was."""
    before = knowledge.dump()
    with pytest.raises(QueryError):
        run(knowledge, update.replace("BASE", listener.base))
    assert knowledge.dump() == before


def test_a_long_query_is_refused() -> None:
    """A query of more characters than anybody writes is refused before it is read."""
    with pytest.raises(QueryError, match="longer"):
        safe_query("SELECT * { ?s ?p ?o }" + " " * LONGEST_QUERY)
    safe_query("SELECT * { ?s ?p ?o }" + " " * (LONGEST_QUERY - 21))


@pytest.mark.parametrize(("left", "right"), ["{}", "()", "[]"], ids=["braces", "round", "square"])
def test_deep_nesting_is_refused(left: str, right: str) -> None:
    """Brackets nest so deep and no deeper, of each kind and of all together."""
    safe_query(left * DEEPEST_NESTING + right * DEEPEST_NESTING)
    with pytest.raises(QueryError, match="nests"):
        safe_query(left * (DEEPEST_NESTING + 1) + right * (DEEPEST_NESTING + 1))
    mixed = "({[" * (DEEPEST_NESTING // 2)
    with pytest.raises(QueryError, match="nests"):
        safe_query(mixed)


def test_brackets_in_a_string_do_not_nest() -> None:
    """Text is not counted."""
    safe_query(f'SELECT * {{ BIND("{"(" * 1000}" AS ?x) }} # {"{" * 1000}')


def test_many_unions_are_refused() -> None:
    """Alternatives are counted, in groups and in paths."""
    with pytest.raises(QueryError, match="alternatives"):
        safe_query("SELECT * { {} " + "UNION {}" * (MOST_UNIONS + 1) + " }")
    with pytest.raises(QueryError, match="alternatives"):
        safe_query("SELECT * { ?s " + "a|" * (10 * MOST_UNIONS + 1) + "a ?o }")


def repeated(pattern: str, joint: str = " ") -> str:
    """Return as many repetitions of a pattern as a query may be long."""
    return joint.join([pattern] * ((LONGEST_QUERY - 200) // (len(pattern) + len(joint))))


WIDE = {
    "and": f"SELECT * {{ FILTER({repeated('1', '&&')}) }}",
    "or": f"SELECT * {{ FILTER({repeated('1', '||')}) }}",
    "plus": f"SELECT * {{ FILTER({repeated('1', '+')}) }}",
    "not": f"SELECT * {{ FILTER({'!' * 4_900}1) }}",
    "in": f"SELECT * {{ FILTER(1 IN ({repeated('1', ',')})) }}",
    "optional": f"SELECT * {{ {repeated('OPTIONAL{}')} }}",
    "optional patterns": f"SELECT * {{ {repeated('OPTIONAL{ex:a ex:q ?c}')} }}",
    "groups": f"SELECT * {{ {repeated('{}')} }}",
    "groups of patterns": f"SELECT * {{ {repeated('{ex:a ex:q ?c}')} }}",
    "minus": f"SELECT * {{ {repeated('MINUS{}')} }}",
    "filters": f"SELECT * {{ {repeated('FILTER(1)')} }}",
    "exists": f"SELECT * {{ {repeated('FILTER EXISTS{ex:a ex:q ?c}')} }}",
    "binds": "SELECT * { "
    + " ".join(f"BIND(1 AS ?v{n})" for n in range(LONGEST_QUERY // 19))
    + " }",
    "values": f"SELECT * {{ {repeated('VALUES ?x{1}')} }}",
    "graphs": f"SELECT * {{ {repeated('GRAPH ex:g{ex:a ex:q ?c}')} }}",
    "patterns": f"SELECT * {{ {repeated('ex:a ex:q ?c.')} }}",
    "semicolons": f"SELECT * {{ ex:a ex:q ?c{repeated(';ex:q ?c')} }}",
    "commas": f"SELECT * {{ ex:a ex:q {repeated('?c', ',')} }}",
    "sequence path": f"SELECT * {{ ex:a {'ex:q/' * 4_900}ex:q ?c }}",
    "alternative path": f"SELECT * {{ ex:a {'ex:q|' * 4_900}ex:q ?c }}",
    "triple terms": f"SELECT * {{ {'<<' * 9_000} ?s ?p ?o {'>> ?p ?o' * 9_000} }}",
    "reified": f"SELECT * {{ ex:a ex:q ?c {repeated('~ex:a')} }}",
    "sub-selects": f"SELECT * {{ {repeated('{SELECT * {}}')} }}",
    "unions": f"SELECT * {{ {{}} {'UNION{}' * MOST_UNIONS} }}",
    "nested in what is no string": "SELECT * { VALUES ?x {'''A' ex:x\\-y } "
    f"{'{' * 9_000}{'}' * 9_000} #'''\n}}",
    "nested after less than": f"SELECT * {{ FILTER(1<ex:b#>'''\n) {'{' * 9_000}{'}' * 9_000} "
    "#'''\n}",
    "not in what is no string": "SELECT * { VALUES ?x {'''A' ex:x\\-y } "
    f"FILTER({'!' * 40_000}1) #'''\n}}",
    "nested": "SELECT * { " + "OPTIONAL{?a ?b ?c " * 98 + "}" * 98 + " }",
    "nested exists": "SELECT * { " + "FILTER NOT EXISTS{?a ?b ?c " * 98 + "}" * 98 + " }",
    "nested sub-selects": "SELECT * { " + "{SELECT * {" * 48 + "}}" * 48 + " }",
}

ASK_IN_A_PROCESS = """
import sys
import threading
import pyoxigraph as ox
from samgraph.errors import QueryError
from samgraph.knowledge import Knowledge

knowledge = Knowledge("x", ox.NamedNode("x:plan"), "x:", {"ex": "x:"}, ox.Store())
try:
    answer = knowledge.query(sys.stdin.read())
    next(iter(answer), None)
except QueryError:
    pass
print("still here")
"""


@pytest.mark.parametrize("name", WIDE)
def test_no_query_of_allowed_length_ends_the_process(name: str) -> None:
    """A query that is wide instead of deep is answered or refused, and is not fatal."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", ASK_IN_A_PROCESS],
            input=WIDE[name],
            capture_output=True,
            text=True,
            timeout=3,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return  # Slow is no crash: commands have --timeout.
    assert done.returncode == 0, f"ended by signal {-done.returncode}"
    assert "still here" in done.stdout


def test_a_hostile_query_is_told_apart_quickly() -> None:
    """Finding the tokens of the worst text takes no more than a moment."""
    for text in ("<" * 90_000, '"' * 90_000, "'''" * 30_000, "a:" * 45_000, "\\" * 90_000,
                 '"""a' + '""' * 45_000, "ex:" + "\\." * 40_000, "?" * 90_000):  # fmt: skip
        before = time.perf_counter()
        with suppress(QueryError):
            safe_query(text)
        assert time.perf_counter() - before < 2


PIECES = (
    "?s ?p ?o .",
    "ex:a ex:p ?x .",
    r"OPTIONAL { ?s ?p ex:b\#c }",
    "OPTIONAL { ?s ?p ex:a.b-c }",
    'BIND("a # b" AS ?V)',
    r"BIND('it\'s' AS ?V)",
    'BIND("""x " y""" AS ?V)',
    "BIND('''x ' \" y''' AS ?V)",
    "BIND(<http://x/#y> AS ?V)",
    'BIND("t"@en-GB AS ?V)',
    "BIND(1.5e3 AS ?V)",
    "BIND(true AS ?V)",
    "FILTER(?o < 3 || ?o > 4)",
    "FILTER(?o<3)",
    'VALUES ?V { 1 ex:a <x:y> "z" UNDEF }',
    "# a comment with ' and \" and {\n",
    "# SERVICE\n",
    "{ ?s ?p ?o } UNION { ?a ?b ?c }",
    "MINUS { ?s ex:none ?o }",
    "GRAPH ?g { ?s ?p ?o }",
    "?s ex:p/^ex:p*|!ex:q ?o .",
    "?s ?p [ ex:p 1 ] .",
    "?s ?p ( 1 2 ) .",
    "FILTER NOT EXISTS { ?s ex:none ?o }",
    "{ SELECT ?s { ?s ?p ?o } LIMIT 1 }",
    "OPTIONAL { ?s ?p ex:a\u0301b }",
    r"OPTIONAL { ?s ?p <http://x/\u0042> }",
    'BIND("\u0301\u202e" AS ?V)',
)
KEYWORDS = ("SERVICE", "service", "Service", "SERVICE SILENT", "service  silent", "SERVICE\n\t")
WRAPS = (
    "@",
    "{ @ }",
    "OPTIONAL { @ }",
    "FILTER EXISTS { @ }",
    "FILTER NOT EXISTS { @ }",
    "{ SELECT * { @ } }",
    "MINUS { @ }",
    "{ @ } UNION { }",
    "GRAPH ?g { @ }",
)
FORMS = ("SELECT * { @ }", "ASK { @ }", "CONSTRUCT { ?s ?p ?o } WHERE { @ }", "DESCRIBE * { @ }")


def skeleton(chance: random.Random) -> list[str]:
    """Return the pieces of a random query, each variable bound once."""
    pieces = chance.choices(PIECES, k=chance.randint(0, 6))
    return [re.sub(r"\?V", f"?v{number}", piece) for number, piece in enumerate(pieces)]


def test_a_call_hidden_in_a_random_query_is_refused(
    knowledge: Knowledge, listener: Listener
) -> None:
    """Wherever a real SERVICE clause is put in a query that parses, it is refused unheard."""
    chance = random.Random(443)  # noqa: S311 - a test wants the same queries every time
    tried = 0
    for _ in range(1_500):
        pieces = skeleton(chance)
        form = chance.choice(FORMS)
        with suppress(QueryError):
            knowledge.query(form.replace("@", "\n".join(pieces)))
            call = f"{chance.choice(KEYWORDS)} <{listener.base}q> {{ ?s ?p ?o }}"
            for _ in range(chance.randint(0, 2)):
                call = chance.choice(WRAPS).replace("@", call)
            pieces.insert(chance.randint(0, len(pieces)), call)
            query = form.replace("@", chance.choice((" ", "\n")).join(pieces))
            before = listener.calls
            with pytest.raises(QueryError) as caught:
                run(knowledge, query)
            assert "SERVICE" in str(caught.value), query
            assert listener.calls == before, query
            tried += 1
    assert tried > 700


def test_an_innocent_random_query_is_answered(knowledge: Knowledge) -> None:
    """The guard refuses nothing that the engine would answer from its own store."""
    chance = random.Random(80)  # noqa: S311 - a test wants the same queries every time
    answered = 0
    for _ in range(400):
        query = chance.choice(FORMS).replace("@", "\n".join(skeleton(chance)))
        try:
            knowledge.query(query)
        except QueryError as error:
            assert "does not parse" in str(error), query
        else:
            answered += 1
    assert answered > 200


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"our service, (it\'s) # <here> {now}"', "our service, (it's) # <here> {now}"),
        (r"'a \"Service\" at 5\u20AC \\ day'", 'a "Service" at 5€ \\ day'),
        ('"""two\nlines of "service"\r\n"""', 'two\nlines of "service"\r\n'),
        (r"'''it''s a\tSERVICE \''''", "it''s a\tSERVICE '"),
        ("'service ❤️ déjà \u202e'", "service ❤️ déjà \u202e"),
        ("STR(<http://x/'SERVICE'#(a)>)", "http://x/'SERVICE'#(a)"),
    ],
)
def test_what_is_written_anew_means_the_same(
    knowledge: Knowledge, written: str, meant: str
) -> None:
    """A text or an IRI that names a service reaches the engine unchanged in meaning."""
    query = f"SELECT ?x {{ BIND({written} AS ?x) }} # SERVICE"
    assert safe_query(query) != query
    (row,) = knowledge.select(query)
    assert row["x"].value == meant


def test_a_harmless_query_is_run_as_it_stands() -> None:
    """So an engine's line and column are those of the text that the user wrote."""
    query = "SELECT * {\n  ?s ?p 'it''s # {' ; # a comment\n  }"
    assert safe_query(query) is query
