"""Themes and organisations are found by their names, and not by what only resembles them."""

from __future__ import annotations

import pytest

from samgraph.extraction.lemmas import lemma
from samgraph.extraction.mentions import Lexicon, names_of


def found(label: str, text: str, *, elsewhere: str = "", compounds: bool = True) -> list[str]:
    """Return the words by which a text names the thing with this label."""
    lexicon = Lexicon(names_of("it", [label], compounds=compounds), [text, *elsewhere.split("|")])
    return [text[one.begin : one.end] for one in lexicon.mentions_in(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("schuld", "schulden"), ("huis", "huizen"), ("organisatie", "organisaties"),
        ("OCMW", "OCMW’s"), ("policy", "policies"), ("house", "houses"), ("lokaal", "lokale"),
    ],
)  # fmt: skip
def test_inflected_words_have_one_lemma(one: str, other: str) -> None:
    """Plurals and endings of Dutch and English come off."""
    assert lemma(one) == lemma(other)


@pytest.mark.parametrize(("one", "other"), [("huis", "huid"), ("dijk", "dij"), ("werk", "wekker")])
def test_other_words_keep_other_lemmas(one: str, other: str) -> None:
    """What comes off is inflection only."""
    assert lemma(one) != lemma(other)


@pytest.mark.parametrize(
    ("label", "text", "words"),
    [
        ("Lokale besturen", "het lokaal bestuur", ["lokaal bestuur"]),
        ("Armoede", "armoedebeleid, kinderarmoede", ["armoedebeleid", "kinderarmoede"]),
        ("Werk", "werk en werken", ["werk"]),
        ("Polarisering en populisme", "het populisme groeit", ["populisme"]),
        ("Dak- en thuisloosheid", "thuisloosheid", []),
        ("DG-EPI (penitentiaire administratie)", "de DG-EPI", ["DG-EPI"]),
        ("STAN", "stan en STAN", ["STAN"]),
        ("VN", "het VN-verdrag", ["VN-verdrag"]),
        ("CLB's", "de CLB’s", ["CLB’s"]),
        ("Tij", "het tij en het tijdschrift", ["tij"]),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_rules(label: str, text: str, words: list[str]) -> None:
    """Word by word, in inflected form, in parts, in compounds, or only as written."""
    assert found(label, text) == words


def test_an_organisation_is_not_found_in_a_compound() -> None:
    """`Jeugdwerk` is no mention of `Jeugdwerkers`, nor the other way about."""
    assert found("Waterschap", "het waterschapshuis", compounds=False) == []


def test_a_word_that_mostly_belongs_to_another_name_is_not_found_in_it() -> None:
    """Where `sociaal werk` is what the text speaks of, `werk` in it is not work."""
    text = "sociaal werk, sociaal werk, sociaal werk en betaald werk"
    assert found("Werk", text) == ["werk"]
    assert found("Werk", "sociaal werk en betaald werk") == ["werk", "werk"]


def test_a_common_word_is_no_part_of_a_name() -> None:
    """What stands in many paragraphs tells nothing when it stands by itself."""
    label = "Samenwerking en netwerken"
    assert found(label, "een samenwerking") == ["samenwerking"]
    assert found(label, "een samenwerking", elsewhere="|".join(["samenwerking"] * 9)) == []
    whole = "samenwerking en netwerken"
    assert found(label, whole, elsewhere="|".join(["samenwerking"] * 9)) == [whole]


def test_of_names_within_one_another_the_longest_is_meant() -> None:
    """`Studiedienst Vlaamse Regering` does not name the `Vlaamse Regering`."""
    names = [
        *names_of("service", ["Studiedienst Vlaamse Regering"], compounds=False),
        *names_of("government", ["Vlaamse Regering"], compounds=False),
    ]
    text = "De Studiedienst Vlaamse Regering telt; de Vlaamse Regering beslist."
    assert [one.thing for one in Lexicon(names, [text]).mentions_in(text)] == [
        "service", "government",
    ]  # fmt: skip
