"""Themes and organisations are found by their names, and not by what only resembles them."""

from __future__ import annotations

import random

import pytest

from samgraph.extraction.lemmas import lemma
from samgraph.extraction.mentions import Lexicon, Mention, _widest, names_of


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


def test_a_long_word_keeps_its_meaning_behind_another() -> None:
    """However often they are called social, fundamental rights are what is named."""
    text = "sociale grondrechten, sociale grondrechten, sociale grondrechten"
    assert found("Grondrechten", text) == ["grondrechten"] * 3


def test_a_word_belongs_to_another_name_also_behind_a_compound_adjective() -> None:
    """`Sociaal-cultureel werk` is social work too."""
    text = "sociaal werk, sociaal werk, sociaal werk en sociaal-cultureel werk"
    assert found("Werk", text) == []


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("betaalbaar wonen", 1),
        ("Wonen is een recht.", 1),
        ("beleid dat inzet op wonen, werk en zorg", 1),
        ("beleid dat inzet op zorg en wonen.", 1),
        ("de plek waar ze wonen en leven", 0),
        ("buurten waar mensen met een laag inkomen wonen, zijn armer", 0),
        ("Mensen mogen niet meer zomaar ergens wonen, zegt men.", 0),
        ("Daar wonen ze, met velen.", 0),
        ("Het gaat om meer. Wonen en werk tellen.", 1),
    ],
)
def test_a_verb_names_no_theme(text: str, times: int) -> None:
    """Where people live is not what a plan says about living, if the text conjugates the word."""
    assert len(found("Wonen", text, elsewhere="Zij woont hier.")) == times


def test_a_plural_is_no_verb() -> None:
    """Only a word that the text conjugates can be a verb in it: debts cannot."""
    assert found("Schulden", "omdat ze schulden hebben, en wie ze schulden") == ["schulden"] * 2


def test_a_stem_beside_its_subject_is_a_verb() -> None:
    """`Hoe werk je` asks how somebody works."""
    assert found("Werk", "Hoe werk je? Ik werk; er is werk.", elsewhere="dat werkt") == ["werk"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("werk aan de winkel", []), ("hun werk", []), ("hun eigen werk", []),
        ("het werk", ["werk"]), ("wij maken werk van werk", ["werk"]),
    ],
)  # fmt: skip
def test_a_saying_and_somebodys_own_name_no_theme(text: str, words: list[str]) -> None:
    """What somebody does is not the field of work, and in a saying nobody speaks of it."""
    assert found("Werk", text) == words


def test_somebodys_own_is_told_of_short_words_only() -> None:
    """Long words are themes whosoever they are."""
    assert found("Gezondheid", "hun gezondheid") == ["gezondheid"]


def test_an_abbreviation_is_no_inflected_name() -> None:
    """`Artsen` has a lemma of three letters, and `art. 4` is no mention of them."""
    label = "Artsen en gezondheidswerkers"
    assert found(label, "art. 4", compounds=False) == []
    assert found(label, "de artsen", compounds=False) == ["artsen"]


def test_a_common_word_is_no_part_of_a_name() -> None:
    """What stands in many paragraphs tells nothing when it stands by itself."""
    label = "Samenwerking en netwerken"
    assert found(label, "een samenwerking") == ["samenwerking"]
    assert found(label, "een samenwerking", elsewhere="|".join(["samenwerking"] * 9)) == []
    whole = "samenwerking en netwerken"
    assert found(label, whole, elsewhere="|".join(["samenwerking"] * 9)) == [whole]


def test_the_widest_are_those_within_no_longer_one() -> None:
    """One sweep finds what comparing every pair finds."""
    chance = random.Random(5)  # noqa: S311 - a test wants the same mentions every time
    for _ in range(200):
        begins = [chance.randrange(12) for _ in range(chance.randrange(9))]
        some = {Mention(str(place), one, one + chance.randrange(1, 6)) for place, one in
                enumerate(begins)}  # fmt: skip
        widest = {
            one
            for one in some
            if not any(
                other.begin <= one.begin and one.end <= other.end
                and other.end - other.begin > one.end - one.begin
                for other in some
            )
        }  # fmt: skip
        assert set(_widest(some)) == widest


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
