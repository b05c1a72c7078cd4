"""Partner lists without bullets are cut into entries by the shape of their lines."""

from __future__ import annotations

import pytest
from plantexts import DUTCH, ENGLISH, read


def names(rows: str, elsewhere: str = "") -> list[str]:
    """Return the entries of a list with these lines, in a plan that says something elsewhere."""
    begin, end = DUTCH.index("12 Buurthuizen"), DUTCH.index("Partners bij besturen")
    text = DUTCH[:begin] + rows + "\n\n" + DUTCH[end:] + elsewhere
    return [entry.name for entry in read(text).partners[0].entries]


@pytest.mark.parametrize(
    ("rows", "entries"),
    [
        ("Dijkleger\nin de stad", ["Dijkleger in de stad"]),
        ("Bond voor Waterhuis-\nhouding", ["Bond voor Waterhuishouding"]),
        ("Bond van\nBoeren", ["Bond van Boeren"]),
        ("Netwerk (Dijk,\nBrug, Sluis)", ["Netwerk"]),
        ("Bond\nl’Amicale\n‘t Schip", ["Bond", "l’Amicale", "‘t Schip"]),
        ("Bond\n\nDijkleger", ["Bond", "Dijkleger"]),
    ],
    ids=["lower case", "hyphen", "unfinished", "brackets", "elided article", "capital"],
)
def test_a_line_goes_on_with_an_entry_or_begins_one(rows: str, entries: list[str]) -> None:
    """Lower case, a hyphen, an unfinished name and open brackets go on; a capital begins."""
    assert names(rows) == entries


def test_a_full_line_goes_on_where_the_words_stand_together_elsewhere() -> None:
    """`Plan Sterke` and `Dijk` are one name, because the text says `Plan Sterke Dijk`."""
    rows = "Leden van de groep Plan Sterke\nDijk\nDijkleger"
    apart = ["Leden van de groep Plan Sterke", "Dijk", "Dijkleger"]
    assert names(rows) == apart
    assert names(rows, "\nHet Plan Sterke Dijk loopt.\n") == [
        "Leden van de groep Plan Sterke Dijk", "Dijkleger",
    ]  # fmt: skip


def test_size_examples_and_members_are_no_part_of_the_name() -> None:
    """The entry as written is kept beside the name, so that nothing of it is lost."""
    lists = read(DUTCH).partners
    entries = {entry.name: entry for one in lists for entry in one.entries}
    assert entries["12 Buurthuizen"].size == 12
    assert entries["12 Buurthuizen"].group
    assert entries["Waterschap"].words == "Waterschap o.a. Meetdienst"
    assert not entries["De Dijkwacht"].group


def test_bulleted_lists_of_partners_are_read_too() -> None:
    """A bullet begins an entry, and is no part of it."""
    (found,) = read(ENGLISH).partners
    assert [entry.name for entry in found.entries] == ["Canal Watch", "Friends of the Dyke"]


def test_a_sentence_among_partners_is_reported_and_not_drafted() -> None:
    """It may say something of the partners above it, but it is none."""
    sentence = "Met al deze partners hebben wij in het voorbije jaar goed gewerkt."
    text = DUTCH.replace("Boerenbond (bewoners en boeren)", sentence)
    plan = read(text)
    assert sentence not in [entry.words for one in plan.partners for entry in one.entries]
    assert any("reads as a sentence" in fault.message for fault in plan.faults)


def test_lists_are_told_apart_where_nothing_is_set_apart() -> None:
    """In a text without blank lines the titles of the lists share the word for partners."""
    flat = "\n".join(line for line in DUTCH.splitlines() if line.strip())
    assert [one.heading.title for one in read(flat).partners] == [
        "Partners uit de stad", "Partners bij besturen",
    ]  # fmt: skip
