/* The matrix as a table: every cell can be reached by keyboard and says in words what it is. */

import { bdi, button, el } from "./dom.js";
import { MARKS, STANDINGS } from "./marks.js";

/* Return the table. `view` holds groups of rows, the columns, and what to do:
`choose(i, j)` when a cell is opened, `toggle(group)` when a group is. */
export function grid(matrix, view, tools) {
  const { groups, columns, standing } = view;
  const wordy = columns.length <= 8;
  const shown = groups.flatMap((group) => (group.open ? group.rows : []));
  const head = (id, scope, more = {}) => el("th", { scope, ...more }, el("span", {}, tools.link(id)));
  const table = el("table", {
    class: `matrix${wordy ? " wordy" : ""}`, role: "grid", "aria-label": view.caption,
    "aria-rowcount": matrix.down.length + 1, "aria-colcount": matrix.across.length + 1,
  },
    el("thead", {}, el("tr", {}, el("td", { class: "corner" }, el("span", {}, view.corner)),
      columns.map((j) => head(matrix.across[j].id, "col", { class: "tall" })),
      el("th", { scope: "col", class: "sum" }, tools.word("filled")))),
    groups.map((group) => body(group)),
    el("tfoot", {}, el("tr", {}, el("th", { scope: "row" }, tools.word("filled")),
      columns.map((j) => el("td", { class: "sum" }, fraction(matrix.tally(allRows(groups), [j], standing)))),
      el("td", { class: "sum" }, fraction(matrix.tally(allRows(groups), columns, standing))))));

  function body(group) {
    return el("tbody", {},
      group.title ? groupRow(group) : null,
      group.open ? group.rows.map((i) => el("tr", {}, head(matrix.down[i].id, "row"),
        columns.map((j) => cell(i, j)),
        el("td", { class: "sum" }, fraction(matrix.tally([i], columns, standing))))) : null);
  }

  function groupRow(group) {
    return el("tr", { class: "group" },
      el("th", { scope: "rowgroup" }, button(group.open ? "▾ " : "▸ ", () => view.toggle(group), {
        "aria-expanded": String(group.open), "aria-label": `${group.title} (${group.rows.length})`, class: "fold",
      }), bdi(group.title), el("span", { class: "muted" }, ` (${group.rows.length})`)),
      columns.map((j) => el("td", { class: "sum" }, fraction(matrix.tally(group.rows, [j], standing)))),
      el("td", { class: "sum" }, fraction(matrix.tally(group.rows, columns, standing))));
  }

  function cell(i, j) {
    const status = matrix.status(i, j, standing);
    const found = matrix.cell(i, j);
    const full = STANDINGS.includes(status);
    const contested = full && found?.contested;
    const ways = full ? found.routes.length : 0;
    const words = `${tools.word(status)}${ways > 1 ? `, ${tools.word("ways", { n: ways })}` : ""}${contested ? `, ${tools.word("contested")}` : ""}`;
    return el("td", {
      class: `cell ${status}`, tabindex: "-1", "data-at": `${i},${j}`, "aria-label": words, title: words,
    }, `${MARKS[status] ?? ""}${contested ? "!" : ""}`,
      wordy && full && ways > 1 ? el("span", { class: "ways-count" }, ways) : null);
  }

  const cells = new Map([...table.querySelectorAll("td.cell")].map((one) => [one.dataset.at, one]));
  let current = null;

  function rove(to, focus = true) {
    if (!to) return;
    current?.setAttribute("tabindex", "-1");
    current = to;
    to.setAttribute("tabindex", "0");
    if (focus) to.focus();
  }

  rove(cells.get(`${shown[0]},${columns[0]}`), false);

  function pair(node) {
    return node.dataset.at.split(",").map(Number);
  }

  table.addEventListener("click", (event) => {
    const at = event.target.closest("td.cell");
    if (!at) return;
    rove(at);
    view.choose(...pair(at));
  });
  table.addEventListener("keydown", (event) => {
    const at = event.target.closest("td.cell");
    if (!at || event.ctrlKey && !["Home", "End"].includes(event.key)) return;
    const [i, j] = pair(at);
    const r = shown.indexOf(i);
    const c = columns.indexOf(j);
    const go = (row, column) => cells.get(`${shown[clamp(row, shown)]},${columns[clamp(column, columns)]}`);
    const moves = {
      ArrowDown: () => go(r + 1, c), ArrowUp: () => go(r - 1, c),
      ArrowRight: () => go(r, c + 1), ArrowLeft: () => go(r, c - 1),
      PageDown: () => go(r + 10, c), PageUp: () => go(r - 10, c),
      Home: () => go(event.ctrlKey ? 0 : r, 0),
      End: () => go(event.ctrlKey ? shown.length - 1 : r, columns.length - 1),
    };
    if (moves[event.key]) {
      event.preventDefault();
      rove(moves[event.key]());
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      view.choose(i, j);
    }
  });

  /* Mark a cell with its row and its column, or all cells of a row or of a column. */
  function select(i, j) {
    for (const one of table.querySelectorAll(".selected, .crossed")) one.classList.remove("selected", "crossed");
    for (const [at, node] of cells) {
      const [row, column] = at.split(",").map(Number);
      if (row === i && column === j || i === null && column === j || j === null && row === i) node.classList.add("selected");
      else if (row === i || column === j) node.classList.add("crossed");
    }
    const chosen = cells.get(`${i ?? shown[0]},${j ?? columns[0]}`);
    if (chosen) rove(chosen, false);
    return chosen;
  }

  /* Have a cell that is scrolled to come out from under the heads, which stay where they are. */
  function clear(box) {
    box.style.scrollPaddingTop = `${table.tHead.offsetHeight + 4}px`;
    box.style.scrollPaddingLeft = `${table.tHead.rows[0].cells[0].offsetWidth + 4}px`;
  }

  return { table, select, clear };
}

function clamp(number, list) {
  return Math.max(0, Math.min(list.length - 1, number));
}

function allRows(groups) {
  return groups.flatMap((group) => group.rows);
}

function fraction({ full, total }) {
  return `${full}/${total}`;
}
