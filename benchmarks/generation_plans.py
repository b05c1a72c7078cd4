"""Plans made up from a seed: lists, goals, partners, what is heard, links, and the plan itself."""

from __future__ import annotations

import random

import generation_words as words
from generation_frames import ANSWERS, COLLECTIONS, FRAMES, OPERATIONAL, STRATEGIC, THEMES
from generation_model import Maker, Plan, Row


def make_plan(number: int, *, seed: int = 1, size: float = 1.0, sharing: float = 0.0) -> Plan:
    """Return a made-up plan, the same for the same arguments.

    Every plan of a seed has a number of its own. Of its themes and partners, a share from 0 to 1
    comes from a pool that all plans of the seed have in common, under IRIs of `SHARED`.
    """
    prefix = f"p{number:04}"
    rng = random.Random(f"{seed}/{number}")
    maker = Maker(prefix, rng, size, sharing, _pool(seed))
    _lists(maker)
    _goals(maker)
    _partners(maker)
    _heard(maker)
    _links(maker)
    _declare(maker, number)
    tables = {name: tuple(rows) for name, rows in maker.tables.items()}
    return Plan(f"plan-{number:04}", prefix, tables)


def _pool(seed: int) -> dict[str, list[tuple[str, str, int]]]:
    """Return the shared themes and partners of a seed: Dutch, English and topic."""
    rng = random.Random(f"{seed}/shared")
    themes = [(*words.TOPICS[place], place) for place in rng.sample(range(len(words.TOPICS)), 20)]
    partners: dict[str, tuple[str, str, int]] = {}
    while len(partners) < 60:
        place = rng.randrange(len(words.TOPICS))
        dutch, english = _organisation(rng, place)
        partners.setdefault(dutch, (dutch, english, place))
    return {"themes": themes, "partners": list(partners.values())}


def _organisation(rng: random.Random, topic: int) -> tuple[str, str]:
    form, where = rng.choice(words.ORGANISATION_FORMS), rng.choice(words.PLACES)
    dutch, english = words.TOPICS[topic]
    return form[0].format(dutch, where), form[1].format(english, where)


def _lists(maker: Maker) -> None:
    """Add the lists, and the themes with their sub-themes."""
    rng = maker.rng
    for table, kind, prefix, pairs, section in (
        ("core-tasks", "CoreTask", "ct", words.CORE_TASKS, "3"),
        ("priority-fields", "PriorityField", "pf", words.FIELDS, "3"),
        ("challenges", "Challenge", "ch", words.CHALLENGES, "4"),
        ("rights", "Right", "ri", words.RIGHTS, "6"),
        ("partner-categories", "PartnerCategory", "pc", words.CATEGORIES, "11"),
    ):
        legal = {"sg:legalBasis": maker.curie("law")} if section == "3" else {}
        for number, texts in enumerate(pairs, start=1):
            topics = rng.sample(range(len(words.TOPICS)), 3)
            local = f"{prefix}-{number}"
            maker.thing(table, local, kind, texts, section, topics, own_passage=False, more=legal)
    wanted = maker.many("themes")
    shared = rng.sample(maker.pool["themes"], min(round(wanted * maker.sharing), 20))
    taken = {topic for _, _, topic in shared}
    free = [place for place in range(len(words.TOPICS)) if place not in taken]
    rng.shuffle(free)
    for number in range(wanted):
        if number < len(shared):
            topic, id_ = shared[number][2], f"shared:th-{shared[number][2]}"
        else:
            topic, id_ = free[(number - len(shared)) % len(free)], ""
        texts = words.TOPICS[topic]
        maker.thing("themes", f"th-{number + 1}", "Theme", texts, "5.1", [topic], id_=id_)
    for number in range(maker.many("sub-themes")):
        above = rng.choice(maker.things["Theme"])
        (topic,) = above.topics
        aspect, of = rng.choice(words.ASPECTS), words.TOPICS[topic]
        texts = (f"{aspect[0]} van {of[0]}", f"{aspect[1]} of {of[1]}")
        local, broader = f"st-{number + 1}", {"skos:broader": above.id}
        maker.thing("sub-themes", local, "SubTheme", texts, "5.1", [topic], more=broader)


def _goals(maker: Maker) -> None:
    """Add strategic and operational goals and the result areas."""
    rng = maker.rng
    topics = sorted({topic for one in maker.things["Theme"] for topic in one.topics})
    count, operational = maker.many("strategic goals"), maker.many("operational goals")
    for number in range(1, count + 1):
        own = frozenset(rng.sample(topics, min(3, len(topics))))
        role = "sg:finality" if number <= 2 else "sg:transversal"
        code = f"SD{number}"
        above = maker.thing(
            *("goals", code, "StrategicGoal", maker.of_topics(words.GOAL_FORMS, own)),
            *(f"6.{number}", own),
            more=_goal(code, role, maker.curie("plan")),
        )
        below = operational // count + (number <= operational % count)
        for place in range(1, below + 1):
            code = f"OD{number}.{place}"
            few = frozenset(rng.sample(sorted(own), min(2, len(own))))
            maker.thing(
                *("goals", code, "OperationalGoal"),
                maker.of_topics(words.OPERATIONAL_FORMS, few),
                *(f"6.{number}.{place}", few),
                more=_goal(code, role, above.id),
            )
    for number in range(1, maker.many("result areas") + 1):
        own = maker.some_topics(topics)
        texts = maker.of_topics(words.RESULT_FORMS, own)
        maker.thing("result-areas", f"ra-{number}", "ResultArea", texts, "7", own)


def _goal(code: str, role: str, above: str) -> dict[str, str]:
    """Return the cells that only goals have."""
    codes = {"skos:notation": code, "sg:codeInGrid": code, "sg:codeInText": code}
    return {**codes, "sg:goalRole": role, "sg:partOf": above}


def _partners(maker: Maker) -> None:
    """Add the partners in their categories, organisations and groups."""
    rng = maker.rng
    categories = maker.things["PartnerCategory"]
    wanted = maker.many("partners")
    shared = rng.sample(range(60), min(round(wanted * maker.sharing), 60))
    for number in range(wanted):
        category = rng.choices(categories, (8, 4, 3, 3, 2))[0]
        cells = {"sg:inCategory": category.id, "sg:declaredSize": ""}
        kind, id_ = "PartnerOrganisation", ""
        if number < len(shared):
            dutch, english, topic = maker.pool["partners"][shared[number]]
            id_ = f"shared:pn-{shared[number]}"
        else:
            topic = rng.randrange(len(words.TOPICS))
            dutch, english = _organisation(rng, topic)
            if rng.random() < 0.3:
                kind, cells["sg:declaredSize"] = "PartnerGroup", str(rng.randint(3, 400))
                form, where = rng.choice(words.GROUP_FORMS), rng.choice(words.PLACES)
                dutch = form[0].format(words.TOPICS[topic][0], where)
                english = form[1].format(words.TOPICS[topic][1], where)
        maker.thing(
            *("partners", f"pn-{number + 1}", kind, (dutch, english), "11", [topic]),
            own_passage=False,
            id_=id_,
            more=cells,
        )


def _heard(maker: Maker) -> None:
    """Add what practitioners say, who says it, what policy chooses, and figures."""
    rng = maker.rng
    everything = range(len(words.TOPICS))
    for number, kind in ((1, "SteeringGroup"), (2, "SteeringGroup"), (3, "RespondentGroup")):
        texts = (f"stuurgroep {number}", f"steering group {number}")
        maker.thing("stakeholders", f"sg-{number}", kind, texts, "5.3", everything)
    for number in range(1, maker.many("signals") + 1):
        kind = rng.choice(("FieldChallenge", "Obstacle", "Need", "Request", "Request"))
        own = maker.some_topics(everything)
        texts = maker.of_topics(words.SIGNAL_FORMS, own)
        maker.thing("signals", f"si-{number}", kind, texts, "5.2", own)
    for number in range(1, maker.many("policy choices") + 1):
        own = maker.some_topics(everything)
        texts = maker.of_topics(words.POLICY_FORMS, own)
        maker.thing("policy-choices", f"po-{number}", "PolicyChoice", texts, "5.4", own)
    for number in range(1, maker.many("figures") + 1):
        own = maker.some_topics(everything)
        cells = {
            "sg:value": f"{rng.uniform(1, 99):.1f}",
            "sg:unit": "sg:percent",
            "sg:year": str(rng.randint(2015, 2021)),
            "sg:exact": rng.choice(("true", "false")),
            "sg:population@nl": "inwoners",
            "sg:population@en": "inhabitants",
            "dcterms:source": maker.curie("bureau"),
        }
        texts = maker.of_topics(words.FIGURE_FORMS, own)
        local = f"fi-{number}"
        maker.thing("figures", local, "Figure", texts, "5.1", own, more=cells)


def _links(maker: Maker) -> None:
    """Add the links between all of these."""
    strategic, operational = ["StrategicGoal"], ["OperationalGoal"]
    themes = ["Theme", "SubTheme"]
    partners = ["PartnerOrganisation", "PartnerGroup"]
    signals = ["FieldChallenge", "Obstacle", "Need", "Request"]
    for subjects, predicate, objects, each, stated in (
        (strategic, "carriesOut", ["CoreTask"], 2, 1),
        (strategic, "addresses", themes, 2, 0.6),
        (operational, "addresses", themes, 0.7, 0.4),
        (strategic, "addresses", ["Challenge"], 1.5, 0.5),
        (strategic, "addresses", ["Right"], 1, 0.5),
        (strategic, "addresses", ["PolicyChoice"], 1, 0.3),
        (strategic, "serves", ["PriorityField"], 1.5, 0.5),
        (strategic, "contributesTo", strategic, 1, 0.5),
        (operational, "addresses", signals, 0.5, 0.2),
        (["ResultArea"], "advances", strategic, 1.3, 0.2),
        (["ResultArea"], "addresses", themes, 1, 0.4),
        (["ResultArea"], "addresses", ["Challenge"], 0.3, 0.2),
        (["ResultArea"], "addresses", signals, 0.6, 0.2),
        (["ResultArea"], "serves", ["PriorityField"], 0.8, 0.3),
        (partners, "worksOn", themes, 0.7, 0.3),
        (partners, "worksOn", ["PriorityField"], 0.3, 0.3),
        (partners, "supports", ["ResultArea"], 0.4, 0.1),
        (signals, "concerns", themes, 1, 0.5),
        (["PolicyChoice"], "concerns", themes, 1, 0.5),
        (["Figure"], "concerns", themes, 1, 1),
        (["Theme"], "influences", ["Theme"], 0.4, 0.5),
    ):
        maker.link_all(subjects, predicate, objects, each, stated)
    for goal in maker.things["OperationalGoal"]:
        maker.link(goal, "carriesOut", maker.rng.choice(maker.things["CoreTask"]), 1)
    groups = [*maker.things["SteeringGroup"], *maker.things["RespondentGroup"]]
    for signal in [one for kind in signals for one in maker.things.get(kind, ())]:
        maker.link(maker.rng.choice(groups), "raises", signal, 1)


def _declare(maker: Maker, number: int) -> None:
    """Add what plan.ttl declares: the plan, its lists and its frames."""
    own = maker.curie
    whole = maker.passage("plan", "1")
    rows: list[Row] = [
        {
            "id": own("plan"),
            "a": "sg:Plan",
            "skos:prefLabel@nl": f"Plan {number}",
            "skos:prefLabel@en": f"Plan {number}",
            "dcterms:description@nl": "Een verzonnen plan om mee te meten.",
            "dcterms:description@en": "A made-up plan to measure with.",
            "dcterms:temporal": own("period"),
            "dcterms:publisher": own("bureau"),
            "sg:legalBasis": own("law"),
            "sg:deadline": own("report"),
            "sg:declares": own("declared-goals"),
            "sg:statedIn": whole,
        },
        {
            "id": own("period"),
            "a": "dcterms:PeriodOfTime",
            "schema:startDate": "2021-01-01",
            "schema:endDate": "2025-12-31",
        },
        {
            "id": own("report"),
            "a": "sg:Deadline",
            **_label("jaarverslag", "yearly report"),
            "sg:monthDay": "--04-30",
            "sg:recipient@nl": "de overheid",
            "sg:recipient@en": "the government",
            "sg:statedIn": whole,
        },
        {
            "id": own("declared-goals"),
            "a": "sg:Declaration",
            **_label("strategische doelen", "strategic goals"),
            "sg:ofClass": "sg:StrategicGoal",
            "sg:count": str(len(maker.things["StrategicGoal"])),
            "sg:statedIn": whole,
        },
        {"id": own("law"), "a": "sg:LegalBasis", **_label("wet", "law"), "sg:statedIn": whole},
        {
            "id": own("bureau"),
            "a": "sg:Organisation",
            **_label("planbureau", "planning bureau"),
            "dcterms:description@nl": "Verzonnen uitgever van het plan.",
            "dcterms:description@en": "Made-up publisher of the plan.",
            "sg:statedIn": whole,
        },
        {"id": own("document"), "a": "dcterms:BibliographicResource", "dcterms:title@nl": "Plan"},
        {"id": own("editors"), "a": "prov:Agent", **_label("redactie", "editors")},
    ]
    members = {
        STRATEGIC: maker.things["StrategicGoal"],
        OPERATIONAL: maker.things["OperationalGoal"],
        THEMES: maker.things["Theme"],
        ANSWERS: [
            *maker.things["StrategicGoal"],
            *maker.things["OperationalGoal"],
            *maker.things["ResultArea"],
        ],
    }
    rows += [
        {
            "id": own(name),
            "a": "skos:Collection",
            **_label(name, name),
            "skos:member": "|".join(one.id for one in members[name]),
        }
        for name in COLLECTIONS
    ]
    rows += [
        {
            "id": own(f"frame-{frame.name}"),
            "a": "sg:Frame",
            **_label(frame.dutch, frame.english),
            "sg:rows": _axis(maker, frame.rows),
            "sg:columns": _axis(maker, frame.columns),
            "sg:path": frame.path.replace("|", "\\|"),
            "sg:scope": f"sg:{frame.scope}",
            "sg:expects": "|".join(f"sg:{one}" for one in frame.expects),
            "sg:statedIn": whole,
        }
        for frame in FRAMES
    ]
    maker.tables["plan"] = rows


def _label(dutch: str, english: str) -> dict[str, str]:
    return {"skos:prefLabel@nl": dutch, "skos:prefLabel@en": english}


def _axis(maker: Maker, name: str) -> str:
    return maker.curie(name) if name in COLLECTIONS else f"sg:{name}"
