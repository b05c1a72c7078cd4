// An answer of two lists of things as a matrix, every cell reachable by keyboard.

import { bdi, el } from "../dom.js";
import { named } from "./naming.js";
import { MOST_CELLS } from "./results.js";

/** A matrix of what `matrixIn` found; where it is too large, a sentence that says so. */
export function matrixOf(matrix, { namer, hrefOf, say }) {
  const size = matrix.rows.length * matrix.columns.length;
  if (size > MOST_CELLS) {
    return el("p", { class: "notice" }, say("q_too_many_cells", { n: size, most: MOST_CELLS }));
  }
  const head = el("tr", {},
    el("th", { scope: "col" }, `${matrix.names[0]} × ${matrix.names[1]}`),
    ...matrix.columns.map((iri) => el("th", { scope: "col" }, named(iri, namer, hrefOf))));
  const rows = matrix.rows.map((row) => {
    const line = el("tr", {}, el("th", { scope: "row" }, named(row, namer, hrefOf)));
    for (const column of matrix.columns) line.append(cell(row, column));
    return line;
  });
  const caption = say("q_matrix_caption", {
    rows: matrix.rows.length, columns: matrix.columns.length, value: matrix.value || say("q_linked"),
  });
  const table = el("table", { class: "answer matrix" }, el("caption", {}, caption),
    el("thead", {}, head), el("tbody", {}, ...rows));
  table.addEventListener("keydown", move);
  table.querySelector("td")?.setAttribute("tabindex", "0");
  return el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": say("q_matrix_table") }, table);

  function cell(row, column) {
    const found = matrix.at(row, column);
    const made = el("td", { tabindex: "-1" });
    if (!found.length) {
      made.append(el("span", { class: "unseen" }, say("q_nothing_there")));
      return made;
    }
    made.className = "filled";
    const texts = found.filter(Boolean).map((term) => (term.type === "uri" ? namer.label(term.value) : term.value));
    if (texts.length) made.append(bdi([...new Set(texts)].join(", ")));
    else made.append(el("span", { "aria-hidden": "true" }, "●"), el("span", { class: "unseen" }, say("q_linked")));
    return made;
  }

  function move(event) {
    const from = event.target.closest("td");
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!from || !step) return;
    const line = table.tBodies[0].rows[from.parentElement.sectionRowIndex + step[0]];
    const to = line?.cells[from.cellIndex + step[1]];
    if (to?.tagName !== "TD") return;
    event.preventDefault();
    from.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  }
}
