// The panel beside the picture: everything about one thing, and all its links with their standing.

import { otherEnd } from "./explorer/picture/model.js";
import { bdi, byId, make } from "./network-dom.js";
import { line, symbol } from "./network-picture.js";
import {
  fullName,
  nameOf,
  passes,
  plan,
  quotations,
  relationName,
  say,
  sayPlaces,
  state,
  typeName,
} from "./network-state.js";
import { t } from "./network-texts.js";
import { change, select } from "./network.js";

const FIRST = 20;
export function showPanel() {
  const panel = byId("panel");
  const open = state.selected !== null;
  panel.hidden = !open;
  document.body.classList.toggle("open", open);
  if (!open) return panel.replaceChildren();
  const number = state.selected;
  const node = plan.nodes[number];
  const all = plan.linksOf[number];
  const links = all.filter((at) => passes(plan.links[at]));
  const held = panel.contains(document.activeElement) ? document.activeElement.id : "";
  const parts = [
    make(
      "p",
      { class: "kind" },
      symbol(node.type),
      make("span", null, typeName(node.type)),
      node.code ? make("code", null, bdi(node.code)) : null,
      make(
        "button",
        { type: "button", class: "close", "aria-label": t("close"), onclick: () => select(null) },
        "×",
      ),
    ),
    make("h2", { id: "panel-title", tabindex: "-1" }, bdi(nameOf(node))),
    make("p", { class: "about" }, bdi(say(node.about) || t("noText"))),
    make(
      "dl",
      null,
      make("dt", null, t("inSource")),
      make("dd", null, bdi(sayPlaces(node.places) || t("noPlace")), ...quotations(node.places)),
      make("dt", null, t("identifier")),
      make(
        "dd",
        null,
        make("code", null, bdi(node.curie)),
        make("br"),
        make("code", { class: "iri" }, bdi(node.iri)),
      ),
    ),
    nearSwitch(number),
    make("h3", null, t("linksOf", { count: links.length })),
    links.length ? linkGroups(number, links) : make("p", { class: "muted" }, t("noLinks")),
    links.length < all.length
      ? make("p", { class: "muted" }, t("filtered", { count: all.length - links.length }))
      : "",
  ];
  panel.replaceChildren(...parts.filter(Boolean));
  if (held) (byId(held) ?? byId("panel-title")).focus({ preventScroll: true });
  panel.scrollTop = 0;
  panel.querySelector(".marked")?.scrollIntoView({ block: "center" });
}

// The buttons that leave only the neighbours in view, with what the filters keep from showing.
function nearSwitch(number) {
  const buttons = [0, 1, 2, 3].map((near) =>
    make(
      "button",
      {
        type: "button",
        id: `near-${near}`,
        "aria-pressed": String(state.near === near),
        onclick: () => change({ near }, { fits: true }),
      },
      t(`near${near}`),
    ),
  );
  const off = new Map();
  for (const at of plan.linksOf[number]) {
    const other = otherEnd(plan.links[at], number);
    const { type } = plan.nodes[other];
    if (passes(plan.links[at]) && !state.types.has(type) && other !== number) {
      off.set(type, (off.get(type) ?? new Set()).add(other));
    }
  }
  const count = [...off.values()].reduce((sum, found) => sum + found.size, 0);
  const types = [...off.keys()].map(typeName).join(", ");
  const show = () => change({ types: new Set([...state.types, ...off.keys()]) }, { fits: true });
  return make(
    "div",
    { class: "near" },
    make(
      "div",
      { class: "switch", role: "group", "aria-label": t("near") },
      make("span", null, t("near")),
      ...buttons,
    ),
    count
      ? make(
          "p",
          { class: "muted" },
          t("hiddenNear", { count, types }),
          " ",
          make(
            "button",
            { type: "button", id: "near-show", class: "plain", onclick: show },
            t("showNear"),
          ),
        )
      : null,
  );
}

// The links by relation and direction; a long group opens with its first ones.
function linkGroups(number, links) {
  const groups = new Map();
  for (const at of links) {
    const link = plan.links[at];
    const key = `${link.relation} ${link.from === number ? "out" : "in"}`;
    groups.set(key, [...(groups.get(key) ?? []), at]);
  }
  const sections = [...groups].map(([key, members]) => {
    const [relation, way] = key.split(" ");
    return { name: relationName(Number(relation)), out: way === "out", members };
  });
  sections.sort((a, b) => b.out - a.out || a.name.localeCompare(b.name, state.lang));
  return make("div", null, ...sections.map((section) => linkSection(number, section)));
}

function linkSection(number, { name, out, members }) {
  const ends = members.map((at) => plan.nodes[otherEnd(plan.links[at], number)]);
  const places = [...members.keys()].sort(
    (a, b) =>
      ends[a].type - ends[b].type ||
      fullName(ends[a]).localeCompare(fullName(ends[b]), state.lang, { numeric: true }),
  );
  const sorted = places.map((at) => members[at]);
  const list = make("ul", { class: "links" });
  const fill = (count) =>
    list.replaceChildren(...sorted.slice(0, count).map((at) => linkItem(number, at)));
  const marked = sorted.indexOf(state.link) >= FIRST;
  fill(marked ? sorted.length : FIRST);
  const more = make(
    "button",
    { type: "button", class: "plain" },
    t("showAll", { count: sorted.length }),
  );
  more.addEventListener("click", () => {
    fill(sorted.length);
    more.remove();
    list.children[FIRST].querySelector("button").focus();
  });
  return make(
    "section",
    null,
    make(
      "h4",
      null,
      make("span", { class: "arrow", "aria-hidden": "true" }, out ? "→" : "←"),
      make("bdi", null, name),
      make("span", { class: "muted" }, ` ${t(out ? "outgoing" : "incoming")} · ${members.length}`),
    ),
    list,
    sorted.length > FIRST && !marked ? more : null,
  );
}

function linkItem(number, at) {
  const link = plan.links[at];
  const other = otherEnd(link, number);
  const node = plan.nodes[other];
  const review = link.review ? t("review", { state: t(link.review) }) : "";
  const why = say(link.why);
  return make(
    "li",
    { class: state.link === at ? "marked" : null },
    make(
      "button",
      {
        type: "button",
        class: state.types.has(node.type) ? "end" : "end off",
        title: state.types.has(node.type)
          ? typeName(node.type)
          : `${typeName(node.type)}, ${t("isHidden")}`,
        onclick: () => select(other, { by: "keys" }),
      },
      symbol(node.type),
      bdi(fullName(node)),
    ),
    make(
      "p",
      { class: "how" },
      line(link.standing),
      make("span", null, t(link.standing)),
      link.places.length ? make("span", null, bdi(sayPlaces(link.places))) : null,
      review ? make("span", { class: link.review }, bdi(review)) : null,
    ),
    ...quotations(link.places),
    why ? make("p", { class: "why" }, make("b", null, `${t("rationale")}: `), bdi(why)) : null,
  );
}
