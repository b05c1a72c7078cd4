// The same as the picture, as two tables: the things in view, and the links between them.

import { bdi, button, el } from "../dom.js";
import { placeText, standing } from "../marks.js";
import { evidenceOf, showEvidence } from "./network.js";

const ROWS = 200;

// Returns the two tables of a view. Rows are made as many as are asked for.
export function tables({ model, view, names, tools, pick }) {
  const nodes = [...view.nodes].sort(
    (a, b) => model.nodes[a].type - model.nodes[b].type || names.compare(names.full(a), names.full(b)),
  );
  const near = new Map(nodes.map((number) => [number, 0]));
  for (const at of view.links) {
    const { from, to } = model.links[at];
    near.set(from, near.get(from) + 1);
    near.set(to, near.get(to) + 1);
  }
  const nodeRow = (number) => el("tr", {},
    el("th", { scope: "row" }, button(bdi(names.label(number)), () => pick(number), { class: "linklike" })),
    el("td", {}, bdi(model.nodes[number].code)),
    el("td", {}, names.type(model.nodes[number].type)),
    el("td", { class: "number" }, names.count(near.get(number))),
    el("td", { class: "number" }, names.count(view.folded.get(number))));
  const linkRow = (at) => {
    const { from, to, relation, standing: how, review, passages } = model.links[at];
    const show = () => showEvidence(tools, [evidenceOf(model, at)]);
    return el("tr", {},
      el("td", {}, bdi(names.full(from))), el("td", {}, bdi(names.relation(relation))), el("td", {}, bdi(names.full(to))),
      el("td", {}, standing(tools, how, review)),
      el("td", {}, (passages ?? []).map((place) => placeText(tools, place)).join("; "), " ",
        button(tools.word("mapEvidence"), show, { class: "linklike" })));
  };
  return [
    table(tools, "mapNodeTable", ["name", "code", "type", "mapLinkCount", "mapFoldedCount"], nodes, nodeRow),
    table(tools, "mapLinkTable", ["mapFrom", "mapProperty", "mapTo", "mapHowKnown", "mapSourcePlace"], view.links, linkRow),
  ];
}

function table(tools, title, columns, entries, row) {
  const body = el("tbody", {});
  const more = button("", () => grow());
  const grow = () => {
    const from = body.children.length;
    body.append(...entries.slice(from, from + ROWS).map(row));
    const left = entries.length - body.children.length;
    more.hidden = left <= 0;
    more.textContent = tools.word("mapShowMore", { n: Math.min(left, ROWS) });
  };
  grow();
  more.className = "plain-button";
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": tools.word(title) },
    el("table", {},
      el("caption", {}, `${tools.word(title)} (${entries.length})`),
      el("thead", {}, el("tr", {}, columns.map((key) => el("th", { scope: "col" }, tools.word(key))))),
      body),
    more);
}
