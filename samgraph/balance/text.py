"""The balance of frames as tables and sentences, in Dutch and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from samgraph.balance.concentration import Concentration
from samgraph.balance.frames import LEAST, Balance, FrameBalance
from samgraph.discrepancy_phrases import listed
from samgraph.knowledge import Knowledge
from samgraph.names import Names
from samgraph.numerals import decimal, pair, percent
from samgraph.rows import Rows
from samgraph.terms import STANDINGS

_MOST_NAMED = 3
"""Things that share first place and are named; more are counted."""

_OVERVIEW = {
    "nl": (
        "raster",
        "vraag",
        "koppelingen",
        "gelijkmatigheid over rijen",
        "HHI over rijen",
        "gelijkmatigheid over kolommen",
        "HHI over kolommen",
    ),
    "en": (
        "frame",
        "question",
        "links",
        "evenness over rows",
        "HHI over rows",
        "evenness over columns",
        "HHI over columns",
    ),
}
_AXES = {
    "nl": {"rows": "rijen", "columns": "kolommen"},
    "en": {"rows": "rows", "columns": "columns"},
}
_SENTENCES = {
    "nl": {
        "no frames": "Het plan stelt geen enkele dekkingsvraag.",
        "nothing": "In deze lezing is er geen enkele koppeling: er valt niets te verdelen.",
        "uneven": "Het ongelijkst verdeeld over de {axis} is “{worst}” (gelijkmatigheid {low}), "
        "het gelijkst “{best}” ({high}).",
        "one frame": "Gelijkmatigheid over de {axis} van “{best}”: {high}.",
        "scale": "Gelijkmatigheid gaat van 0 (alles bij één) tot 1 (elk evenveel), de "
        "concentratie HHI van 1/n tot 1. Een pijl gaat van wat het plan zegt naar wat er met "
        "oordelen bij is.",
        "alike": "De {total} koppelingen zijn gelijk verdeeld: {count} bij elk van de {parts}.",
        "first": "Van de {total} koppelingen liggen de meeste bij {names}: {count}{each}, of "
        "{share}; gelijk verdeeld over {parts} zou dat {even} zijn. Gelijkmatigheid {j}, HHI "
        "{hhi}.{empty}",
        "each": " elk",
        "empty": " Niets: {number} van de {parts}.",
        "only": "Alle {total} koppelingen liggen bij “{name}”: er is geen ander.",
        "quotient": "Het sterkst boven wat hun grootte doet verwachten: “{row}” met “{column}”, "
        "{value} keer zo vaak.",
        "flat": "Waar rij en kolom groot genoeg zijn, ligt geen enkele cel boven wat hun grootte "
        "doet verwachten.",
        "small": "Tussen haakjes staat wat op te weinig steunt: rij of kolom heeft minder dan "
        "{least} koppelingen. Lees daar niets in.",
        "all small": "Bij elke cel heeft de rij of de kolom minder dan {least} koppelingen: een "
        "verhouding per cel zegt dan niets, en staat tussen haakjes.",
        "share": "aandeel",
        "more": "{rest} andere",
    },
    "en": {
        "no frames": "The plan asks no coverage question.",
        "nothing": "In this reading there is no link: there is nothing to divide.",
        "uneven": "Divided least evenly over its {axis} is “{worst}” (evenness {low}), most evenly "
        "“{best}” ({high}).",
        "one frame": "Evenness over the {axis} of “{best}”: {high}.",
        "scale": "Evenness goes from 0 (one has everything) to 1 (all have as much), the "
        "concentration HHI from 1/n to 1. An arrow goes from what the plan says to what is there "
        "with judgements.",
        "alike": "The {total} links are divided evenly: {count} at each of the {parts}.",
        "first": "Of the {total} links most are at {names}: {count}{each}, or {share}; "
        "divided evenly over {parts} it would be {even}. Evenness {j}, HHI {hhi}.{empty}",
        "each": " each",
        "empty": " With nothing: {number} of the {parts}.",
        "only": "All {total} links are at “{name}”: there is no other.",
        "quotient": "Furthest above what their sizes would give: “{row}” with “{column}”, {value} "
        "times as often.",
        "flat": "Where row and column are large enough, no cell lies above what their sizes would "
        "give.",
        "small": "In brackets is what rests on too little: the row or the column has fewer than "
        "{least} links. Read nothing into it.",
        "all small": "For every cell the row or the column has fewer than {least} links: a "
        "quotient says nothing then, and is in brackets.",
        "share": "share",
        "more": "{rest} others",
    },
}


def balance_overview(balances: Sequence[FrameBalance], lang: str) -> Rows:
    """Return one row a frame: how evenly it is filled, from what is stated to what is judged."""
    return Rows(
        _OVERVIEW[lang],
        tuple(
            (
                each.frame.name,
                each.frame.labels.get(lang, ""),
                _pair(each, lambda one: str(int(one.rows.total))),
                _pair(each, lambda one: decimal(lang, one.rows.evenness)),
                _pair(each, lambda one: decimal(lang, one.rows.hhi)),
                _pair(each, lambda one: decimal(lang, one.columns.evenness)),
                _pair(each, lambda one: decimal(lang, one.columns.hhi)),
            )
            for each in balances
        ),
    )


def _pair(balance: FrameBalance, shown: Callable[[Balance], str]) -> str:
    first, *_, last = STANDINGS
    return pair(shown(balance.by_reading[first]), shown(balance.by_reading[last]))


def overview_rows(balances: Sequence[FrameBalance], lang: str) -> Rows:
    """Return the measures of every frame for programs: a row for each reading and axis."""
    rows = [each.to_rows() for each in balances]
    frame, *rest = rows[0].header if rows else ("frame",)
    cells = [
        (each.frame.name, each.frame.labels.get(lang, ""), *more)
        for each, some in zip(balances, rows, strict=True)
        for _, *more in some.cells
    ]
    return Rows((frame, "label", *rest), tuple(cells))


def overview_sentences(
    balances: Sequence[FrameBalance], lang: str, standing: str
) -> tuple[str, ...]:
    """Return which frames are filled least and most evenly, and how to read the measures."""
    say = _SENTENCES[lang]
    if not balances:
        return (say["no frames"],)
    sentences = []
    for axis in ("rows", "columns"):
        known = sorted(
            (even, each.frame.labels.get(lang, each.frame.name))
            for each in balances
            for even in (getattr(each.by_reading[standing], axis).evenness,)
            if even is not None
        )
        if known:
            (low, worst), (high, best) = known[0], known[-1]
            sentences.append(
                say["uneven" if len(known) > 1 else "one frame"].format(
                    axis=_AXES[lang][axis],
                    worst=worst,
                    low=decimal(lang, low),
                    best=best,
                    high=decimal(lang, high),
                )
            )
    return (*sentences, say["scale"]) if sentences else (say["nothing"],)


def quotient_table(knowledge: Knowledge, balance: FrameBalance, lang: str, standing: str) -> Rows:
    """Return the location quotients of a frame, the longer list on the rows, and the shares.

    A quotient that rests on too few links is in brackets; one that is undefined is a dash.
    """
    frame, found = balance.frame, balance.by_reading[standing]
    names = Names(knowledge, lang)
    flipped = len(frame.columns) > len(frame.rows)
    down, across = (frame.columns, frame.rows) if flipped else (frame.rows, frame.columns)
    beside, below = (found.columns, found.rows) if flipped else (found.rows, found.columns)
    shown: dict[tuple[str, str], str] = {}
    for one in found.quotients:
        text = decimal(lang, one.value, 1)
        text = f"({text})" if one.small and one.value is not None else text
        shown[(one.column, one.row) if flipped else (one.row, one.column)] = text
    share = _SENTENCES[lang]["share"]
    lines = [
        (names[one], *(shown[one, other] for other in across), percent(beside.shares.get(one)))
        for one in down
    ]
    last = (share, *(percent(below.shares.get(other)) for other in across), "")
    corner = frame.labels.get(lang, frame.name)
    return Rows((corner, *map(names.short, across), share), (*lines, last) if lines else ())


def quotient_rows(knowledge: Knowledge, balance: FrameBalance, lang: str, standing: str) -> Rows:
    """Return the location quotients of a frame for programs, with ids and labels."""
    names, rows = Names(knowledge, lang), balance.by_reading[standing].to_rows()
    row, column, *rest = rows.header
    return Rows(
        (row, "row_label", column, "column_label", *rest),
        tuple(
            (knowledge.curie(one), names[one], knowledge.curie(other), names[other], *more)
            for first, second, *more in rows.cells
            for one, other in ((str(first), str(second)),)
        ),
    )


def balance_sentences(
    knowledge: Knowledge, balance: FrameBalance, lang: str, standing: str
) -> tuple[str, ...]:
    """Return where the links of a frame are concentrated, and which cell stands out."""
    say, found = _SENTENCES[lang], balance.by_reading[standing]
    names = Names(knowledge, lang)
    if not found.rows.total:
        return (say["nothing"],)
    sentences = [_divided(division, names, lang) for division in (found.rows, found.columns)]
    firm = [one for one in found.quotients if not one.small and one.value is not None]
    best = max(firm, key=lambda one: one.value or 0, default=None)
    if best is None:
        return (*sentences, say["all small"].format(least=LEAST))
    if (best.value or 0) > 1:
        row, column = names[best.row], names[best.column]
        value = decimal(lang, best.value, 1)
        sentences.append(say["quotient"].format(row=row, column=column, value=value))
    else:
        sentences.append(say["flat"])
    if len(firm) < len(found.quotients):
        sentences.append(say["small"].format(least=LEAST))
    return tuple(sentences)


def _divided(division: Concentration, names: Mapping[str, str], lang: str) -> str:
    """Return how a whole is divided over the rows or the columns."""
    say, total = _SENTENCES[lang], int(division.total)
    largest = max(division.shares.values())
    first = [part for part, share in division.shares.items() if share == largest]
    count = round(largest * total)
    if division.parts == 1:
        return say["only"].format(total=total, name=names[first[0]])
    if len(first) == division.parts:
        return say["alike"].format(total=total, count=count, parts=division.parts)
    named = [f"“{names[part]}”" for part in first[:_MOST_NAMED]]
    rest = [say["more"].format(rest=len(first) - len(named))] if len(first) > len(named) else []
    empty = sum(share == 0 for share in division.shares.values())
    return say["first"].format(
        total=total,
        names=listed(lang, [*named, *rest]),
        count=count,
        each=say["each"] if len(first) > 1 else "",
        share=percent(largest),
        parts=division.parts,
        even=percent(1 / division.parts),
        j=decimal(lang, division.evenness),
        hhi=decimal(lang, division.hhi),
        empty=say["empty"].format(number=empty, parts=division.parts) if empty else "",
    )
