"""The worklist as a person reads it: candidates with their reasons, and how far to trust them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from samgraph.knowledge import Knowledge
from samgraph.rows import Rows
from samgraph.text import printable, width, wrapped
from samgraph.worklist.candidates import Worklist
from samgraph.worklist.heldout import ALL, FIRST, Score, Scores
from samgraph.worklist.kinds import FEWEST_LINKS, PassedOver
from samgraph.worklist.ranking import CUTS

_WORDS = {
    "nl": {
        "none": "Geen kandidaten: van geen enkele soort koppeling kent dit plan er genoeg om op "
        "af te gaan (minstens {fewest}).",
        "spent": "Geen kandidaten: niets wijst op een koppeling die er nog niet is.",
        "rest": "… en nog {n}.",
        "heading": "Hoe ver deze lijst te vertrouwen is",
        "caution": "Een kandidaat is een vraag en geen vondst: niets hiervan telt als dekking tot "
        "iemand het aanvaardt.",
        "how": "Om te weten wat de volgorde waard is, werd van elke soort koppeling telkens een "
        "vijfde verborgen en opnieuw gezocht, tot elke koppeling eens aan de beurt kwam (seed "
        "{seed}). De maatstaf is populariteit: wat al veel koppelingen heeft, krijgt er nog.",
        "first": "Van de eerste {n} van een lijst zonder die koppelingen zijn er gemiddeld {fused} "
        "een verborgen koppeling; naar populariteit geordend zijn het er {popularity}, bij toeval "
        "{chance}. De andere kunnen ook kloppen: dat weet alleen een lezer.",
        "ends": "Zoekt men vanuit het ene uiteinde van een verborgen koppeling het andere, dan "
        "staat dat in {hits} van de gevallen bij de eerste {cut}; naar populariteit in "
        "{popularity}, bij toeval in {chance}.",
        "better": "Beter dan populariteit: {names}.",
        "equal": "Niet beter dan populariteit, voor zover te zien: {names}. Lees deze kandidaten "
        "als een lijst zonder volgorde.",
        "worse": "Slechter dan populariteit: {names}. Ga op deze volgorde niet af.",
        "few": "Te weinig koppelingen om het te weten: {names}.",
        "flatter": "Zijn teksten en koppelingen door dezelfde handen geschreven, dan zijn deze "
        "cijfers eerder te mooi dan te streng.",
        "selective": "Niet gezocht, omdat het plan zelf zegt dat het hier kiest: {names}.",
        "scant": "Niet gezocht, omdat er minder dan {fewest} koppelingen van zijn: {names}.",
    },
    "en": {
        "none": "No candidates: of no kind of link does this plan have enough to go by (at least "
        "{fewest}).",
        "spent": "No candidates: nothing points to a link that is not there already.",
        "rest": "… and {n} more.",
        "heading": "How far to trust this list",
        "caution": "A candidate is a question and no finding: none of this counts as coverage "
        "until somebody accepts it.",
        "how": "To know what the order is worth, a fifth of the links of each kind was hidden and "
        "looked for again, until every link had had its turn (seed {seed}). The yardstick is "
        "popularity: what has many links already gets more.",
        "first": "Of the first {n} of a list made without those links, {fused} on average are "
        "hidden links; ordered by popularity {popularity}, by chance {chance}. The others may be "
        "right too: only a reader knows.",
        "ends": "Looking from one end of a hidden link for the other, that stands among the first "
        "{cut} in {hits} of cases; by popularity in {popularity}, by chance in {chance}.",
        "better": "Better than popularity: {names}.",
        "equal": "No better than popularity, as far as can be told: {names}. Read these candidates "
        "as a list without an order.",
        "worse": "Worse than popularity: {names}. Do not go by this order.",
        "few": "Too few links to tell: {names}.",
        "flatter": "Where texts and links were written by the same hands, these figures are rather "
        "too kind than too strict.",
        "selective": "Not sought, because the plan itself says that it chooses here: {names}.",
        "scant": "Not sought, because there are fewer than {fewest} links of it: {names}.",
    },
}
_CUT = 1
"""Which of `CUTS` the sentences give."""


def worklist_text(knowledge: Knowledge, worklist: Worklist, lang: str) -> str:
    """Return the candidates as a numbered list with their reasons."""
    say = _WORDS[lang]
    if not worklist.candidates:
        key = "spent" if worklist.scores.kinds else "none"
        return say[key].format(fewest=FEWEST_LINKS)
    verbs = knowledge.labels(lang)
    margin = len(str(worklist.candidates[-1].rank)) + 2
    lines = []
    for one in worklist.candidates:
        verb = verbs.get(one.predicate, knowledge.curie(one.predicate))
        subject, value = one.names[lang]
        head = f"“{subject}” → {verb} → “{value}” [{one.kind}]"
        first, *more = wrapped(printable(head), _columns(), " " * margin)
        lines += [f"{one.rank:>{margin - 2}}. {first.strip()}", *more]
        lines += wrapped(printable(one.reasons[lang]), _columns(), " " * margin)
    rest = worklist.total - len(worklist.candidates)
    if rest > 0:
        lines.append(say["rest"].format(n=_number(rest, lang)))
    return "\n".join(lines)


def trust_text(worklist: Worklist, lang: str) -> str:
    """Return in words how well hidden links were found, and where popularity does as well."""
    head = _WORDS[lang]["heading"]
    lines = [head, "─" * len(head)]
    for sentence in trust_sentences(worklist, lang):
        lines += wrapped(sentence, _columns(), "")
    return "\n".join(lines)


def trust_sentences(
    worklist: Worklist, lang: str, names: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return how well hidden links were found; `names` says what kinds are called, if not so."""
    say, scores, names = _WORDS[lang], worklist.scores, names or {}
    kinds = [one for one in scores.kinds if worklist.kind in ("", one.kind)]
    whole = kinds[0] if worklist.kind else scores.overall
    sentences = [say["caution"]]
    if whole.looked_for:
        sentences.append(say["how"].format(seed=scores.seed))
        if not worklist.kind:
            first = {name: _decimal(scores.first[name], lang) for name in _NAMED}
            sentences.append(say["first"].format(n=FIRST, **first))
        hits, popularity, chance = (_share(whole.found[name].hits[_CUT]) for name in _NAMED)
        shares = {"hits": hits, "popularity": popularity, "chance": chance}
        sentences += [say["ends"].format(cut=CUTS[_CUT], **shares), say["flatter"]]
    sentences += [
        say[verdict].format(names=said)
        for verdict in ("better", "equal", "worse", "few")
        if (said := ", ".join(names.get(o.kind, o.kind) for o in kinds if o.verdict == verdict))
    ]
    sentences += [
        say[key].format(names=said, fewest=FEWEST_LINKS)
        for key, reason in (("selective", "selective"), ("scant", "few"))
        if not worklist.kind and (said := _passed(worklist.passed_over, reason, names))
    ]
    return tuple(sentences)


def kind_labels(knowledge: Knowledge, worklist: Worklist, lang: str) -> dict[str, str]:
    """Return by name what each kind of link is called in a language: class, verb, class."""
    labels = knowledge.labels(lang)
    return {
        name: " → ".join(labels.get(part, knowledge.curie(part)) for part in parts)
        for name, parts in worklist.parts.items()
    }


_NAMED = ("fused", "popularity", "chance")


def _passed(passed_over: Sequence[PassedOver], reason: str, names: Mapping[str, str]) -> str:
    some = [one.name for one in passed_over if one.reason == reason]
    return ", ".join(names.get(one, one) for one in some)


def candidate_rows(knowledge: Knowledge, worklist: Worklist, lang: str) -> Rows:
    """Return the candidates as rows with CURIEs and labels."""
    labels = knowledge.labels(lang)
    header = (
        *("rank", "kind", "subject", "subject_label", "predicate", "object", "object_label"),
        *("score", "neighbours", "paths", "texts", "reasons"),
    )
    return Rows(
        header,
        tuple(
            (
                *(one.rank, one.kind, knowledge.curie(one.subject), labels.get(one.subject, "")),
                knowledge.curie(one.predicate),
                *(knowledge.curie(one.object), labels.get(one.object, "")),
                round(one.score, 4),
                *(round(some, 3) for some in (one.neighbours, one.paths, one.texts)),
                one.reasons[lang],
            )
            for one in worklist.candidates
        ),
    )


def score_rows(scores: Scores, lang: str) -> Rows:
    """Return one row a kind: how well hidden links were found, beside popularity and chance."""
    cut = CUTS[_CUT]
    header = {
        "nl": (
            *("soort", "koppelingen", "gezocht", "kandidaten"),
            *(f"bij eerste {cut}", "populariteit", "toeval", "1/rang", "populariteit 1/rang"),
            "oordeel",
        ),
        "en": (
            *("kind", "links", "looked for", "candidates"),
            *(f"in first {cut}", "popularity", "chance", "1/rank", "popularity 1/rank"),
            "verdict",
        ),
    }
    return Rows(header[lang], tuple(_row(one, lang) for one in (*scores.kinds, scores.overall)))


VERDICTS = {
    "nl": {"better": "beter", "equal": "niet beter", "worse": "slechter", "few": "te weinig"},
    "en": {"better": "better", "equal": "no better", "worse": "worse", "few": "too few"},
}
_ALL = {"nl": "alle", "en": "all"}


def _row(score: Score, lang: str) -> tuple[str | int | float, ...]:
    name = _ALL[lang] if score.kind == ALL else score.kind
    hits = (round(score.found[one].hits[_CUT], 3) for one in _NAMED)
    means = (round(score.found[one].reciprocal, 3) for one in _NAMED[:2])
    counts = (score.links, score.looked_for, score.candidates)
    return (name, *counts, *hits, *means, VERDICTS[lang][score.verdict])


def _columns() -> int:
    return max(40, min(width() if sys.stdout.isatty() else 100, 110))


def _share(value: float) -> str:
    return f"{100 * value:.0f}%"


def _decimal(value: float, lang: str) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if lang == "nl" else text


def _number(value: int, lang: str) -> str:
    text = f"{value:,}"
    return text.replace(",", ".") if lang == "nl" else text
