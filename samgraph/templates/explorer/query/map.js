// Triples of an answer as a small picture: things as points, links as arrows, each with its name.

import { el, svg } from "../dom.js";

const MOST = 120;
const WIDE = 1000;
const HIGH = 640;
const MARGIN = { x: 130, y: 44 };
const LONGEST = 28;
// What holds where no style sheet does, as in a file; a style sheet goes before it.
const INK = "#1d2a33";
const ACCENT = "#0b5f66";
const MUTED = "#56646e";

/** A picture of triples of IRIs, with what is left out said; `named` links each thing. */
export function mapOf(triples, { namer, hrefOf, say }) {
  const { picture, nodes, left } = drawn(triples, { namer, hrefOf, say });
  return el("div", {},
    left ? el("p", { class: "notice" }, say("q_map_left", { n: nodes, left })) : null,
    el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": say("q_map_region") }, picture),
    el("p", { class: "muted" }, say("q_map_note")));
}

/** The picture alone, to be saved: nothing in it leads anywhere. */
export function savedMap(triples, { namer, say }) {
  const { picture } = drawn(triples, { namer, hrefOf: () => null, say });
  picture.prepend(svg("rect", { width: WIDE, height: HIGH, fill: "#ffffff" }));
  return picture;
}

function drawn(triples, { namer, hrefOf, say }) {
  const degrees = new Map();
  for (const [s, , o] of triples) {
    for (const iri of s === o ? [s] : [s, o]) degrees.set(iri, (degrees.get(iri) ?? 0) + 1);
  }
  const all = [...degrees.keys()].sort((a, b) => degrees.get(b) - degrees.get(a) || (a < b ? -1 : 1));
  const nodes = all.slice(0, MOST);
  const at = new Map(nodes.map((iri, index) => [iri, index]));
  const links = triples.filter(([s, , o]) => at.has(s) && at.has(o) && s !== o);
  const spots = arranged(nodes.length, links.map(([s, , o]) => [at.get(s), at.get(o)]));
  const names = nodes.map((iri) => shortened(namer.label(iri)));
  const written = placed(spots, names);
  const picture = svg("svg", { width: WIDE, height: HIGH, viewBox: `0 0 ${WIDE} ${HIGH}`, class: "answer-map", role: "group", "font-family": "sans-serif", "aria-label": say("q_map_label", { n: nodes.length, links: links.length }) },
    svg("defs", {}, svg("marker", { id: "answer-arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8z", fill: MUTED }))),
    links.map(([s, p, o]) => arrow(spots[at.get(s)], spots[at.get(o)], namer.label(p), links.length <= 15)),
    nodes.map((iri, index) => point(iri, spots[index], names[index], written[index])));
  return { picture, nodes: nodes.length, left: all.length - nodes.length };

  function point(iri, [x, y], name, spot) {
    const thing = namer.thing(iri);
    const label = namer.label(iri);
    // A name for which there is no room is read when its point is pointed at, and in the table.
    const mark = svg("g", { class: thing ? "thing" : "other", transform: `translate(${x} ${y})` },
      svg("title", {}, label), svg("circle", { r: 7, fill: thing ? ACCENT : MUTED }),
      svg("text", { ...(spot ?? ABOVE), class: spot ? null : "spare", display: spot ? null : "none", "font-size": 13, fill: INK, "unicode-bidi": "isolate" }, name));
    const href = thing ? hrefOf(thing) : null;
    return href ? svg("a", { href, "aria-label": label }, mark) : mark;
  }

  function arrow([ax, ay], [bx, by], label, isNamed) {
    const long = Math.hypot(bx - ax, by - ay) || 1;
    const [dx, dy] = [((bx - ax) / long) * 9, ((by - ay) / long) * 9];
    return svg("g", { class: "arrow" },
      svg("title", {}, label),
      svg("line", { x1: ax + dx, y1: ay + dy, x2: bx - dx, y2: by - dy, stroke: MUTED, "marker-end": "url(#answer-arrow)" }),
      isNamed ? svg("text", { x: (ax + bx) / 2, y: (ay + by) / 2 - 3, "text-anchor": "middle", "font-size": 11, fill: MUTED }, label) : null);
  }
}

function shortened(label) {
  const signs = [...label];
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join("")}…` : label;
}

const ABOVE = { x: 0, y: -11, "text-anchor": "middle" };
const PLACES = [ABOVE, { x: 0, y: 21, "text-anchor": "middle" }, { x: 11, y: 5, "text-anchor": "start" }, { x: -11, y: 5, "text-anchor": "end" }];

/* Where each name is written, those of the most linked first: nowhere over another, over a point or
out of the picture; null where there is no such place. */
function placed(spots, names) {
  const taken = spots.map(([x, y]) => ({ x: x - 8, y: y - 8, w: 16, h: 16 }));
  return spots.map(([x, y], index) => {
    const w = [...names[index]].length * 7.4;
    for (const place of PLACES) {
      const from = x + place.x - { start: 0, middle: w / 2, end: w }[place["text-anchor"]];
      const box = { x: from, y: y + place.y - 12, w, h: 16 };
      if (box.x < 2 || box.x + w > WIDE - 2 || box.y < 2 || box.y + box.h > HIGH - 2) continue;
      if (taken.some((one) => meet(one, box))) continue;
      taken.push(box);
      return place;
    }
    return null;
  });
}

const meet = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Places for points, the same each time: links pull, points push; then all of it fits the frame. */
function arranged(count, links) {
  const turn = Math.PI * (3 - Math.sqrt(5));
  const spots = Array.from({ length: count }, (_, index) => {
    const far = Math.sqrt((index + 0.5) / count);
    return [far * 400 * Math.cos(index * turn), far * 260 * Math.sin(index * turn)];
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
      spot[0] += mx * part - spot[0] * 0.012;
      spot[1] += my * part - spot[1] * 0.02;
    });
  }
  const fitted = [[WIDE, MARGIN.x], [HIGH, MARGIN.y]].map(([size, margin], axis) => {
    const some = spots.map((spot) => spot[axis]);
    const [least, most] = [Math.min(...some), Math.max(...some)];
    // Few points are not torn apart to fill the frame.
    const scale = Math.min((size - 2 * margin) / Math.max(most - least, 1), count > 4 ? 5 : 1.6);
    return some.map((one) => Math.round(size / 2 + (one - (least + most) / 2) * scale));
  });
  return spots.map((_, index) => [fitted[0][index], fitted[1][index]]);
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
