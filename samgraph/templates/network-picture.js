// The picture on this page: what the state has in view, drawn by the modules shared with the map.

import { around } from "./explorer/picture/arrange.js";
import { openPicture } from "./explorer/picture/canvas.js";
import { otherEnd } from "./explorer/picture/model.js";
import { lineOf, symbolOf } from "./explorer/picture/signs.js";
import { byId } from "./network-dom.js";
import {
  drawn,
  fullName,
  inView,
  passes,
  plan,
  state,
  typeName,
} from "./network-state.js";
import { t } from "./network-texts.js";
import { select } from "./network.js";

export const night = matchMedia("(prefers-color-scheme: dark)");
const now = { picture: null, view: { nodes: [], links: [] } };

export const picture = () => now.picture;
export const shownNow = () => now.view;
export const symbol = (type) => symbolOf(plan.types[type], night.matches);
export const line = (standing) => {
  const { colours } = now.picture.scene;
  return lineOf(standing, colours[standing] ?? colours.stated);
};

// Returns how many pixels of the picture's foot lie under the panel, as on a narrow screen.
function covered() {
  const frame = byId("picture").getBoundingClientRect();
  const panel = byId("panel").getBoundingClientRect();
  const beside = panel.left >= frame.right - 1;
  return beside || !panel.height
    ? 0
    : Math.max(0, frame.bottom - Math.max(panel.top, frame.top + 80));
}

export function openIt() {
  now.picture = openPicture(byId("picture"), plan, {
    vis,
    options: drawn.options,
    text: (number, short) => (short ? plan.nodes[number].code : fullName(plan.nodes[number])),
    caption: typeName,
    dark: () => night.matches,
    foot: covered,
    obstacles() {
      const { offsetLeft: x, offsetTop: y, offsetWidth: w, offsetHeight: h } = byId("tools");
      return [{ x, y, w, h }];
    },
    pick(number, by = "pointer") {
      if (number !== null || state.selected !== null) select(number, { by });
    },
    pickEdge(edge) {
      const link = Number(edge.id);
      if (state.selected === edge.from || state.selected === edge.to) {
        select(state.selected, { link, by: "pointer" });
      } else select(edge.from, { link, by: "pointer" });
    },
    point(number) {
      const count = plan.linksOf[number].filter((at) => passes(plan.links[at])).length;
      const node = plan.nodes[number];
      byId("said").textContent =
        `${fullName(node)}. ${typeName(node.type)}. ${t("linkCount", { count })}.`;
    },
    resized() {
      if (state.selected !== null && !state.near) now.picture.keepInSight(state.selected);
    },
  });
}

// Brings the picture to the state: what is out of view is not drawn, what is beside it is faint.
export function refreshPicture() {
  now.view = inView();
  const chosen = state.selected;
  const bright = chosen === null ? null : new Set([chosen]);
  const strong = chosen === null ? null : new Set();
  const edges = drawn.edges.filter(({ id }) => now.view.links[id]);
  for (const { id } of chosen === null ? [] : edges) {
    const link = plan.links[id];
    if (link.from !== chosen && link.to !== chosen) continue;
    strong.add(id);
    bright.add(otherEnd(link, chosen));
  }
  now.picture.show({
    nodes: new Set([...plan.nodes.keys()].filter((number) => now.view.nodes[number])),
    edges: edges.map(({ id, from, to }) => {
      return { id, from, to, standing: plan.links[id].standing, arrow: true };
    }),
    bright,
    strong,
    chosen,
    marked: state.link,
    arranged: now.view.distance !== null,
    spots: now.view.distance && around(now.view.distance, (a, b) => a - b),
  });
}
