"""Network measures on small graphs are those worked out by hand."""

from __future__ import annotations

import random
import subprocess
import sys

import pyoxigraph as ox
import pytest
from tinyplan import NS, Tiny

from samgraph.errors import SamgraphError
from samgraph.knowledge import Knowledge
from samgraph.network import PROJECTIONS, Network, measure, projection_graph
from samgraph.networktext import in_words
from samgraph.terms import STANDINGS, sg

PREFIXES = {
    "": NS,
    "sg": sg(""),
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}


def linked(edges: str) -> Knowledge:
    """Return a plan that holds nothing but links: "ab bc" links a to b and b to c."""
    store = ox.Store()
    graph = ox.NamedNode(f"{NS}graph/derived")
    for pair in edges.split():
        ends = (ox.NamedNode(NS + pair[0]), ox.NamedNode(NS + pair[1]))
        store.add(ox.Quad(ends[0], ox.NamedNode(sg("linkedTo")), ends[1], graph))
    return Knowledge("x", ox.NamedNode(f"{NS}plan"), NS, PREFIXES, store)


def by_name(network: Network) -> dict[str, tuple[int, float, bool]]:
    """Return degree, betweenness and articulation by local name."""
    return {
        one.iri.removeprefix(NS): (one.degree, round(one.betweenness, 6), one.articulation)
        for one in network.measures
    }


def bridges(network: Network) -> list[str]:
    return ["".join(iri.removeprefix(NS) for iri in pair) for pair in network.bridges]


def test_a_path_of_three() -> None:
    """The middle of a path lies on its only shortest path, and both links are bridges."""
    network = measure(linked("ab bc"), "links")
    assert by_name(network) == {"b": (2, 1.0, True), "a": (1, 0.0, False), "c": (1, 0.0, False)}
    assert bridges(network) == ["ab", "bc"]
    assert (network.links, network.parts) == (2, 1)


def test_a_star_of_four() -> None:
    """The hub of a star lies on every path; the leaves on none."""
    network = measure(linked("ha hb hc hd"), "links")
    assert by_name(network)["h"] == (4, 1.0, True)
    assert {value for name, value in by_name(network).items() if name != "h"} == {(1, 0.0, False)}
    assert len(network.bridges) == 4


def test_a_ring_of_four() -> None:
    """On a ring each node has half of one path of three, and nothing falls apart."""
    network = measure(linked("ab bc cd da"), "links")
    assert set(by_name(network).values()) == {(2, round(0.5 / 3, 6), False)}
    assert network.bridges == ()


def test_two_triangles_on_a_bridge() -> None:
    """Of two triangles joined by one link, that link is the bridge and its ends are the hinges."""
    network = measure(linked("ab bc ca de ef fd cd"), "links")
    found = by_name(network)
    # From c: the paths of a and b to d, e and f, 6 of the 10 pairs of others.
    assert found["c"] == found["d"] == (3, 0.6, True)
    assert {found[name] for name in "abef"} == {(2, 0.0, False)}
    assert bridges(network) == ["cd"]
    groups = {one.iri.removeprefix(NS): one.community for one in network.measures}
    assert groups["a"] == groups["b"] == groups["c"] != groups["d"] == groups["e"] == groups["f"]
    # Newman's Q: each side has 3 of 7 links inside and 7 of 14 link ends.
    assert network.modularity == pytest.approx(2 * (3 / 7 - (7 / 14) ** 2))


def test_a_complete_graph_is_flat() -> None:
    """Where all are linked to all, nobody lies between others."""
    network = measure(linked("ab ac ad bc bd cd"), "links")
    assert set(by_name(network).values()) == {(3, 0.0, False)}
    assert network.modularity == 0.0


def test_a_disconnected_graph() -> None:
    """Parts are counted, and betweenness is still a share of all pairs of others."""
    network = measure(linked("ab bc xy"), "links")
    assert (network.links, network.parts) == (3, 2)
    assert by_name(network)["b"] == (2, round(1 / 6, 6), True)
    assert bridges(network) == ["ab", "bc", "xy"]


def test_an_empty_plan() -> None:
    """Nothing linked gives a network of nothing, in every projection, and a sentence."""
    for name in PROJECTIONS:
        network = measure(linked(""), name)
        assert network.measures == ()
        assert (network.links, network.parts, network.modularity) == (0, 0, 0.0)
        assert len(in_words(network, {}, "nl")) == 1
        assert len(in_words(network, {}, "en")) == 1


def test_a_single_node_linked_to_itself() -> None:
    """A thing linked to itself only ties nothing."""
    network = measure(linked("aa"), "links")
    assert network.links == 0
    assert network.bridges == ()


def test_a_loop_beside_other_links_counts_for_nothing() -> None:
    """A loop changes no measure."""
    assert by_name(measure(linked("aa ab bc bb"), "links")) == by_name(
        measure(linked("ab bc"), "links")
    )


def test_a_pair() -> None:
    """Two things and one link: one bridge, nobody between."""
    network = measure(linked("ab"), "links")
    assert by_name(network) == {"a": (1, 0.0, False), "b": (1, 0.0, False)}
    assert bridges(network) == ["ab"]
    assert all(in_words(network, {}, lang) for lang in ("nl", "en"))


def test_nodes_come_by_betweenness_then_degree_then_name() -> None:
    """The order of nodes is fixed."""
    network = measure(linked("hb ha hc ab"), "links")
    assert [one.iri.removeprefix(NS) for one in network.measures] == ["h", "a", "b", "c"]


def test_the_order_of_links_makes_no_difference() -> None:
    """A network is the same however the store gives its links, communities included."""
    edges = ["ab", "bc", "ca", "de", "ef", "fd", "cd", "gh", "hi", "ig", "fg"]
    expected = measure(linked(" ".join(edges)), "links")
    for seed in range(5):
        random.Random(seed).shuffle(edges)  # noqa: S311 - the same shuffle every time
        assert measure(linked(" ".join(edges)), "links") == expected


def test_a_network_does_not_hang_on_the_hash_seed() -> None:
    """Another process finds the same communities."""
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from test_network import linked, measure\n"
        "print(measure(linked('ab bc ca de ef fd cd gh hi ig fg'), 'links'))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


def ties(knowledge: Knowledge, projection: str, standing: str = "judged") -> dict[str, int]:
    """Return the edges of a projection as "a b" with their weight."""
    graph = projection_graph(knowledge, projection, standing)
    return {
        " ".join(sorted(iri.removeprefix(NS) for iri in (first, second))): weight
        for first, second, weight in graph.edges(data="weight")
    }


def test_all_links_and_the_tree_of_goals_are_tied(tiny: Tiny) -> None:
    """The projection `all` has every link of the reading, and operational to strategic goals."""
    found = ties(tiny.build(), "all")
    assert "O1 S1" in found
    assert "O2 S2" in found
    assert "O1 meeting" in found
    assert "O2 teaching" in found
    assert "O1 shops" not in found
    assert "S1 plan" not in found
    assert "costs plants" not in found


@pytest.mark.parametrize("standing", STANDINGS)
def test_every_reading_has_its_links(tiny: Tiny, standing: str) -> None:
    """Stated links are tied in every reading, judged ones only in the widest."""
    found = ties(tiny.build(), "links", standing)
    assert "O1 meeting" in found
    assert ("O2 teaching" in found) is (standing == "judged")


def test_an_edge_weighs_what_ties_its_ends(tiny: Tiny) -> None:
    """One link weighs one, also one without direction; two links between the same two weigh two."""
    tiny.add_link("t:S2; sg:contributesTo; t:S1; sg:stated; t:p-all")
    tiny.add_link("t:O1; sg:contributesTo; t:O2; sg:stated; t:p-all")
    tiny.add_link("t:O1; sg:relatesTo; t:S2; sg:stated; t:p-all")
    found = ties(tiny.build(), "links")
    assert found["O1 meeting"] == 1
    assert found["O1 O2"] == 1
    assert found["O1 S2"] == 1
    assert found["S1 S2"] == 2


def test_partners_are_tied_by_what_they_share(tiny: Tiny) -> None:
    """Partners that work on the same themes are tied once for each."""
    for theme in ("loneliness", "health"):
        tiny.add_link(f"t:shops; sg:worksOn; t:{theme}; sg:judged; t:p-all; a; a")
    tiny.add_link("t:school; sg:worksOn; t:health; sg:judged; t:p-all; a; a")
    knowledge = tiny.build()
    assert ties(knowledge, "partners") == {"school shops": 2}
    assert ties(knowledge, "partners", "derived") == {}


def test_goals_are_tied_by_what_they_or_their_parts_address(tiny: Tiny) -> None:
    """Strategic goals share what they address themselves and what their operational goals do."""
    tiny.add_link("t:O2; sg:addresses; t:ageing; sg:stated; t:p-all")
    tiny.add_link("t:S2; sg:addresses; t:loneliness; sg:stated; t:p-all")
    assert ties(tiny.build(), "goals") == {"S1 S2": 2}


def test_themes_and_result_areas_are_tied(tiny: Tiny) -> None:
    """Themes share goals, result areas and partners; result areas share what they bear on."""
    tiny.add_link("t:O1; sg:addresses; t:health; sg:stated; t:p-all")
    tiny.add_link("t:school; sg:worksOn; t:health; sg:stated; t:p-all")
    tiny.add("lists.csv", "t:field,sg:ResultArea,veld,field,a,a,t:p-all,\n")
    tiny.add_link("t:field; sg:advances; t:O1; sg:stated; t:p-all")
    knowledge = tiny.build()
    assert ties(knowledge, "themes") == {"health loneliness": 2}
    assert ties(knowledge, "resultareas") == {"field garden": 1}


@pytest.mark.parametrize(
    ("name", "hint"),
    [("partnres", "partners"), ("Goals", "goals"), ("xyzzy", ", ".join(PROJECTIONS)), ("", "all")],
)
def test_an_unknown_projection_gives_the_nearest_names(name: str, hint: str) -> None:
    """A misspelt projection is refused with what was probably meant, else with every name."""
    for function in (projection_graph, measure):
        with pytest.raises(SamgraphError) as caught:
            function(linked("ab"), name)
        assert f'"{name}"' in caught.value.message
        assert hint in caught.value.hint


@pytest.mark.parametrize("name", PROJECTIONS)
def test_the_sam_plan_as_a_network(sam: Knowledge, name: str) -> None:
    """Every projection of the real plan has nodes, shares between 0 and 1, and words for them."""
    network = measure(sam, name)
    assert network.measures
    assert all(0 <= one.betweenness <= 1 for one in network.measures)
    assert sum(one.degree for one in network.measures) == 2 * network.links
    assert {one.community for one in network.measures} == set(
        range(1, 1 + max(one.community for one in network.measures))
    )
    ends = {one.iri for one in network.measures}
    assert all(set(bridge) <= ends for bridge in network.bridges)
    labels = {lang: sam.labels(lang) for lang in ("nl", "en")}
    words = {lang: in_words(network, labels[lang], lang) for lang in labels}
    assert words["nl"] != words["en"]
    assert all(sentence.endswith(".") for said in words.values() for sentence in said)


def test_projections_are_summed_up_in_both_languages() -> None:
    """Each projection says what it ties in Dutch and in English."""
    assert all(set(kind.summaries) == {"nl", "en"} for kind in PROJECTIONS.values())


def test_words_name_the_nodes_in_the_middle() -> None:
    """The sentences give sizes, the middle, the hinges and the bridges by label."""
    labels = {f"{NS}c": "the centre", f"{NS}d": "the door"}
    said = " ".join(in_words(measure(linked("ab bc ca de ef fd cd"), "links"), labels, "en"))
    assert "6 nodes and 7 links" in said
    assert "“the centre”" in said
    assert "“the door”" in said
    assert "1 links are bridges" not in said
