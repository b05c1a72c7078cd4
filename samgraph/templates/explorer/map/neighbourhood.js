/* A thing among its neighbours, as a small drawing that needs no script to stay, and as a list. */

import { bdi, el, svg } from "../dom.js";
import { standing, STANDINGS } from "../marks.js";
import { dashOf, outline } from "../picture/signs.js";
import "./words.js";

const MOST = 24;
const ROW = 24;
const WIDE = 520;
const MIDDLE = WIDE / 2;
const REACH = 70;
const ROOM = 30;
const LEAST = 132;

/* Return a figure with a thing's neighbours in two columns, those linked for certain first, and the
same as a list beside it. `thing` is the document of a thing; `tools` are those of a view. */
export function neighbourhood(thing, tools) {
  const near = neighboursOf(thing);
  const shown = near.slice(0, MOST);
  const left = near.length - shown.length;
  const title = tools.word("mapNeighbourhood", { name: tools.name(thing.id) });
  return el("figure", { class: "neighbourhood" },
    shown.length ? drawing(thing, shown, title, tools) : null,
    el("figcaption", {},
      tools.word(near.length === 1 ? "mapNeighbour" : "mapNeighbours", { n: near.length }), " ",
      el("a", { href: tools.href({ view: "map", sel: thing.id, focus: near.length ? 1 : null }) }, tools.word("mapOnMap"))),
    near.length
      ? el("ul", { class: "neighbours" },
        shown.map((one) => el("li", {}, tools.link(one.id), " ",
          el("span", { class: "muted" }, bdi(one.words.map((labels) => tools.label(labels)).join(", ")), " · "),
          standing(tools, one.standing))),
        left ? el("li", { class: "muted" }, tools.word("mapAndMore", { n: left })) : null)
      : null);
}

/* Return each neighbour once: how surely it is linked, by what, and whether towards the thing. */
function neighboursOf(thing) {
  const found = new Map();
  for (const relation of thing.relations ?? []) {
    for (const link of relation.links) {
      const id = link.from === thing.id ? link.to : link.from;
      const rank = STANDINGS.indexOf(link.standing);
      if (id === thing.id || rank < 0) continue;
      const one = found.get(id) ?? { id, rank, standing: link.standing, words: [], inward: relation.inward };
      if (!one.words.includes(relation.labels)) one.words.push(relation.labels);
      if (rank < one.rank) Object.assign(one, { rank, standing: link.standing });
      found.set(id, one);
    }
  }
  return [...found.values()].sort((a, b) => a.rank - b.rank);
}

function drawing(thing, shown, title, tools) {
  const half = Math.ceil(shown.length / 2);
  const high = Math.max(half * ROW + 2 * ROOM, LEAST);
  const centre = { x: MIDDLE, y: high / 2 };
  const spots = shown.map((_, at) => {
    const right = at < half;
    const [row, rows] = right ? [at, half] : [at - half, shown.length - half];
    return { x: MIDDLE + (right ? REACH : -REACH), y: high / 2 + (row - (rows - 1) / 2) * ROW, right };
  });
  const name = (id) => [tools.code(id), tools.name(id)].filter((part, at, all) => part && part !== all[1 - at]).join(" ") || tools.name(id);
  return svg("svg", { viewBox: `0 0 ${WIDE} ${high}`, role: "img", "aria-label": title, class: "neighbourhood-picture" },
    svg("title", {}, title),
    shown.map((one, at) => svg("line", {
      class: `edge ${one.standing}`, x1: centre.x, y1: centre.y, x2: spots[at].x, y2: spots[at].y,
      "stroke-dasharray": dashOf(one.standing)?.join(" ") ?? null,
    })),
    shown.map((one, at) => svg("g", {},
      sign(tools.typeOf(one.id), spots[at], 6, tools),
      svg("text", {
        x: spots[at].x + (spots[at].right ? 12 : -12), y: spots[at].y, dy: ".35em",
        "text-anchor": spots[at].right ? "start" : "end",
      }, cut(name(one.id))))),
    sign(tools.typeOf(thing.id), centre, 11, tools),
    svg("text", { x: centre.x, y: 16, "text-anchor": "middle", class: "centre" }, cut(name(thing.id), 56)));
}

function sign(type, { x, y }, radius, tools) {
  const look = tools.index?.types.find((one) => one.id === type);
  const fill = look ? look[tools.theme === "dark" ? "dark" : "light"] : "currentColor";
  return svg("path", { d: outline(look?.shape, x, y, radius), fill });
}

/* Return a name that fits beside its sign, on one line, without marks that turn the writing. */
function cut(text, most = 22) {
  const signs = [...text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|\s+/gu, " ").trim()];
  return signs.length > most ? `${signs.slice(0, most - 1).join("").trimEnd()}…` : signs.join("");
}
