/* Gaps and discrepancies as cards: kind, reason, evidence, and where each leads to. */

import { bdi, el } from "./dom.js";
import { placesList } from "./evidence.js";
import { badge, placeText } from "./marks.js";
import { addWords } from "./words.js";

addWords({
  nl: {
    toCell: "Toon in de dekking", closers: "Zou dit sluiten", nothingCounted: "telt niet mee", about: "Over",
  },
  en: {
    toCell: "Show in the coverage", closers: "Could close it", nothingCounted: "not counted", about: "About",
  },
});

/* Return a gap as a card: what is missing, why that is believed, and what would close it. */
export function gapCard(gap, tools) {
  const cell = [gap.row ?? "", gap.column ?? ""].join("|");
  return el("li", {}, el("article", { class: "card" },
    el("p", { class: "badges" },
      el("span", { class: "muted" }, tools.word("gap", { n: gap.rank })), badge(tools, gap.kind),
      el("span", { class: "badge" }, tools.word(gap.robust ? "robust" : "notRobust"))),
    el("p", { class: "says" }, bdi(tools.label(gap.says))),
    el("p", { class: "source" }, gap.places.map((one) => placeText(tools, one)).join("; ")),
    quotes(gap, tools),
    gap.closers?.length ? el("details", {}, el("summary", {}, `${tools.word("closers")} (${tools.word("nothingCounted")})`),
      el("ul", {}, gap.closers.map((one) => el("li", {}, tools.link(one.thing), " ", bdi(tools.label(one.says)))))) : null,
    el("p", { class: "actions" },
      el("a", { class: "pill", href: tools.href({ view: "coverage", frame: gap.frame, cell }) }, tools.word("toCell")),
      [gap.row, gap.column].filter(Boolean).map((id) => [" ", tools.link(id)]))));
}

/* Return a discrepancy as a card: what differs, how heavily, and what it is about. */
export function discrepancyCard(one, tools) {
  return el("li", {}, el("article", { class: "card" },
    el("p", { class: "badges" }, el("strong", {}, tools.label(one.labels)), badge(tools, one.severity)),
    el("p", { class: "says" }, bdi(tools.label(one.says))),
    el("p", { class: "source" }, one.places.map((some) => placeText(tools, some)).join("; ")),
    quotes(one, tools),
    one.about.length ? el("p", { class: "actions" }, `${tools.word("about")}: `, one.about.map((id) => [tools.link(id), " "])) : null));
}

function quotes(finding, tools) {
  const quoted = finding.places.filter((one) => one.quote);
  return quoted.length ? el("details", {}, el("summary", {}, tools.word("quoted")), placesList(quoted, tools)) : null;
}
