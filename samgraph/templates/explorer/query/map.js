// Triples of an answer as a small picture: things as points, links as arrows, each with its name.

import { el, svg } from "../dom.js";

const MOST = 120;
const WIDE = 1000;
const HIGH = 640;

/** A picture of triples of IRIs, with what is left out said; `named` links each thing. */
export function mapOf(triples, { namer, hrefOf, say }) {
  const degrees = new Map();
  for (const [s, , o] of triples) {
    for (const iri of s === o ? [s] : [s, o]) degrees.set(iri, (degrees.get(iri) ?? 0) + 1);
  }
  const all = [...degrees.keys()].sort((a, b) => degrees.get(b) - degrees.get(a) || (a < b ? -1 : 1));
  const nodes = all.slice(0, MOST);
  const at = new Map(nodes.map((iri, index) => [iri, index]));
  const links = triples.filter(([s, , o]) => at.has(s) && at.has(o) && s !== o);
  const spots = arranged(nodes.length, links.map(([s, , o]) => [at.get(s), at.get(o)]));
  const picture = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "answer-map", role: "group", "aria-label": say("q_map_label", { n: nodes.length, links: links.length }) },
    svg("defs", {}, svg("marker", { id: "answer-arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8z" }))),
    links.map(([s, p, o]) => arrow(spots[at.get(s)], spots[at.get(o)], namer.label(p), links.length <= 15)),
    nodes.map((iri, index) => point(iri, spots[index])));
  const left = all.length - nodes.length;
  return el("div", {},
    left ? el("p", { class: "notice" }, say("q_map_left", { n: nodes.length, left })) : null,
    el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": say("q_map_region") }, picture),
    el("p", { class: "muted" }, say("q_map_note")));

  function point(iri, [x, y]) {
    const thing = namer.thing(iri);
    const label = namer.label(iri);
    const short = label.length > 28 ? `${label.slice(0, 27)}…` : label;
    const mark = svg("g", { class: thing ? "thing" : "other", transform: `translate(${x} ${y})` },
      svg("title", {}, label), svg("circle", { r: 7 }),
      svg("text", { y: -11, "text-anchor": "middle", "unicode-bidi": "isolate" }, short));
    return thing ? svg("a", { href: hrefOf(thing), "aria-label": label }, mark) : mark;
  }

  function arrow([ax, ay], [bx, by], label, isNamed) {
    const long = Math.hypot(bx - ax, by - ay) || 1;
    const [dx, dy] = [((bx - ax) / long) * 9, ((by - ay) / long) * 9];
    return svg("g", { class: "arrow" },
      svg("title", {}, label),
      svg("line", { x1: ax + dx, y1: ay + dy, x2: bx - dx, y2: by - dy, "marker-end": "url(#answer-arrow)" }),
      isNamed ? svg("text", { x: (ax + bx) / 2, y: (ay + by) / 2 - 3, "text-anchor": "middle" }, label) : null);
  }
}

/** Places for points, the same each time: links pull, points push, the frame holds. */
function arranged(count, links) {
  const turn = Math.PI * (3 - Math.sqrt(5));
  const spots = Array.from({ length: count }, (_, index) => {
    const far = Math.sqrt((index + 0.5) / count);
    return [WIDE / 2 + far * 400 * Math.cos(index * turn), HIGH / 2 + far * 260 * Math.sin(index * turn)];
  });
  const ideal = Math.min(190, Math.sqrt((WIDE * HIGH) / Math.max(count, 1)) * 0.85);
  for (let step = 0; step < 150; step += 1) {
    const moves = spots.map(() => [0, 0]);
    for (let a = 0; a < count; a += 1) {
      for (let b = a + 1; b < count; b += 1) push(spots, moves, a, b, (far) => (ideal * ideal) / far);
    }
    for (const [a, b] of links) push(spots, moves, a, b, (far) => -(far * far) / ideal);
    const most = 40 * (1 - step / 150) + 1;
    spots.forEach((spot, index) => {
      const [mx, my] = moves[index];
      const far = Math.hypot(mx, my) || 1;
      const part = Math.min(far, most) / far;
      spot[0] = Math.min(WIDE - 70, Math.max(70, spot[0] + mx * part + (WIDE / 2 - spot[0]) * 0.01));
      spot[1] = Math.min(HIGH - 20, Math.max(28, spot[1] + my * part + (HIGH / 2 - spot[1]) * 0.01));
    });
  }
  return spots.map(([x, y]) => [Math.round(x), Math.round(y)]);
}

function push(spots, moves, a, b, force) {
  const dx = spots[a][0] - spots[b][0] || 0.01 * (a - b);
  const dy = spots[a][1] - spots[b][1] || 0.01;
  const far = Math.max(Math.hypot(dx, dy), 1);
  const strength = force(far) / far;
  moves[a][0] += dx * strength;
  moves[a][1] += dy * strength;
  moves[b][0] -= dx * strength;
  moves[b][1] -= dy * strength;
}
