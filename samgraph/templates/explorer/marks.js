/* Signs, badges and bars that say the same everywhere; words always stand beside a sign. */

import { el, svg } from "./dom.js";

export const MARKS = {
  stated: "■", derived: "◆", judged: "◇", suggested: "○",
  open: "?", deliberate: "–", silent: "·", notApplicable: "×",
};
export const STANDINGS = ["stated", "derived", "judged"];

export function standing(tools, name, review = "") {
  return el("span", { class: `status ${name}` },
    el("span", { class: "mark", "aria-hidden": "true" }, MARKS[name] ?? ""), " ",
    tools.word(name),
    review === "contested" ? el("strong", { class: "badge contested" }, `! ${tools.word("contested")}`) : null);
}

/* Return a badge, with a key of `words` as its text. */
export function badge(tools, key, kind = key) {
  return el("span", { class: `badge ${kind}` }, tools.word(key));
}

/* Return where the source says something, as a reader cites it. */
export function placeText(tools, place) {
  const lines = place.from === place.to
    ? `${tools.word("line")} ${place.from}`
    : `${tools.word("lines")} ${place.from}–${place.to}`;
  return `§${place.section}, ${lines}`;
}

/* Return an interval in words: counts and shares, one figure where the readings agree. */
export function intervalText(interval) {
  const share = (count) => (interval.total ? `${Math.round((100 * count) / interval.total)}%` : "0%");
  const { stated, judged, total } = interval;
  return stated === judged
    ? `${judged}/${total} (${share(judged)})`
    : `${stated}–${judged}/${total} (${share(stated)}–${share(judged)})`;
}

/* Return an interval as a bar: what is stated, what is added by deriving and by judging. */
export function intervalBar(interval, name = "") {
  const parts = [];
  let reached = 0;
  for (const one of STANDINGS) {
    const wide = interval.total ? (100 * interval[one]) / interval.total - reached : 0;
    if (wide > 0) {
      parts.push(svg("rect", { class: one, x: reached.toFixed(2), y: 0, width: wide.toFixed(2), height: 10 }));
      reached += wide;
    }
  }
  return svg("svg", {
    class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none",
    ...(name ? { role: "img", "aria-label": name } : { "aria-hidden": "true" }),
  }, svg("rect", { class: "whole", x: 0, y: 0, width: 100, height: 10 }), parts);
}
