"""What a gap says to its reader: what is missing, why that is believed, what would close it."""

from __future__ import annotations

_CELL = {
    "nl": "{row_noun} “{row}” en {column_noun} “{column}” komen nergens samen. ",
    "en": "{row_noun} “{row}” and {column_noun} “{column}” never meet. ",
}
_LINE = {
    "nl": "{noun} “{thing}” staat zonder {other}. ",
    "en": "{noun} “{thing}” is without any {other}. ",
}
_THIN = {
    "nl": "{noun} “{thing}” hangt aan één {other}: “{only}”. Valt die weg, dan blijft er niets "
    "over; een tweede zou volstaan.",
    "en": "{noun} “{thing}” hangs on one {other}: “{only}”. Without it nothing is left; a second "
    "one would do.",
}
_THIN_CELL = {
    "nl": "{row_noun} “{row}” en {column_noun} “{column}” komen door één koppeling samen{by}. "
    "Valt die weg, dan is de cel leeg; een tweede zou volstaan.",
    "en": "{row_noun} “{row}” and {column_noun} “{column}” meet by one link{by}. Without it "
    "the cell is empty; a second one would do.",
}
_BY = {"nl": ", langs “{only}”", "en": ", by way of “{only}”"}
_REASON = {
    "nl": {
        "open": "Het plan zet deze twee lijsten tegenover elkaar en laat dit open. ",
        "deliberate": "Het plan zegt zelf dat het hier kiest en niet elke cel vult. ",
        "silent": "Het plan legt deze twee lijsten nergens naast elkaar: het zwijgt, het weigert "
        "niet. ",
    },
    "en": {
        "open": "The plan pairs these two lists and leaves this open. ",
        "deliberate": "The plan itself says that it chooses here and does not fill every cell. ",
        "silent": "The plan never sets these two lists side by side: it is silent, it does not "
        "refuse. ",
    },
}
_SURE = {
    "nl": {
        True: "Ook wie alle oordelen aanvaardt, vindt hier niets; een uitspraak in het plan of een "
        "onderbouwd oordeel zou het gat sluiten.",
        False: "Wie de oordelen aanvaardt, ziet het gat gesloten; een uitspraak in het plan zelf "
        "zou dat bevestigen.",
    },
    "en": {
        True: "Even with every judgement admitted there is nothing here; a statement in the plan, "
        "or a reasoned judgement, would close it.",
        False: "With the judgements admitted it is closed; a statement in the plan itself would "
        "confirm that.",
    },
}
_CHOICE = {
    "nl": {
        True: "Ook wie alle oordelen aanvaardt, vindt hier niets: het is een keuze, die alleen het "
        "plan kan herzien.",
        False: "Wie de oordelen aanvaardt, vindt hier wel iets, al zegt het plan dat het kiest.",
    },
    "en": {
        True: "Even with every judgement admitted there is nothing here: it is a choice, which "
        "only the plan can revise.",
        False: "With the judgements admitted there is something here, though the plan says that "
        "it chooses.",
    },
}
_OWN_REASON = {
    "nl": "Het plan laat dit bewust weg{reason}. ",
    "en": "The plan leaves this out on purpose{reason}. ",
}
CALLED_FOR = {
    "nl": " Let op: de eigen tekst van het plan vraagt hier wel om.",
    "en": " Mind: the plan's own text does ask for it here.",
}
CONTESTED = {
    "nl": {
        False: " Let op: alleen betwiste koppelingen sluiten het.",
        True: " Let op: ook dat ene berust alleen op betwiste koppelingen.",
    },
    "en": {
        False: " Mind: only contested links close it.",
        True: " Mind: even that one rests on contested links only.",
    },
}
"""What is added where only contested links close a gap, or carry what is thin (True)."""
_ANY = {"nl": ("rij", "tegenhanger"), "en": ("row", "counterpart")}


def nouns(lang: str, frame: str) -> tuple[str, str]:
    """Return what a frame's rows and columns are called, from a label such as `goal × theme`."""
    row, times, column = frame.partition("×")
    return (row.strip(), column.strip()) if times and column.strip() else _ANY[lang]


def describe(
    lang: str,
    frame: str,
    kind: str,
    robust: bool,
    row: str,
    column: str,
    only: str,
    own_reason: str | None = None,
) -> str:
    """Return a gap's sentences in Dutch or in English.

    `frame` is the frame's label; `row`, `column` and `only` are labels, empty where the gap is not
    about one. `own_reason` is what the frame says of this place alone, empty if only that it is
    left out.
    """
    row_noun, column_noun = nouns(lang, frame)
    noun, other = (row_noun, column_noun) if row else (column_noun, row_noun)
    if kind == "thin" and row and column:
        by = _BY[lang].format(only=only) if only else ""
        text = _THIN_CELL[lang].format(
            row_noun=row_noun, row=row, column_noun=column_noun, column=column, by=by
        )
    elif kind == "thin":
        text = _THIN[lang].format(noun=noun, thing=row or column, other=other, only=only)
    elif row and column:
        text = _CELL[lang].format(
            row_noun=row_noun, row=row, column_noun=column_noun, column=column
        )
    else:
        text = _LINE[lang].format(noun=noun, thing=row or column, other=other)
    text = text[:1].upper() + text[1:]
    if kind == "thin":
        return text
    why = _REASON[lang][kind]
    if own_reason is not None:
        why = _OWN_REASON[lang].format(reason=f": {own_reason.rstrip('.')}" if own_reason else "")
    return text + why + (_CHOICE if kind == "deliberate" else _SURE)[lang][robust]
