/* A frame as the coverage view reads it: what each cell is in a reading, in which order, grouped. */

import { STANDINGS } from "./marks.js";
import { plain } from "./search.js";

export const MOST_CELLS = 5000;
/* Cells that are drawn at once; above that, rows are grouped and columns come in blocks. */
export const BLOCK = 40;

/* Return a matrix from its document, the longer list on the rows. */
export function matrixOf(doc) {
  const turned = doc.columns.length > doc.rows.length;
  const [down, across] = turned ? [doc.columns, doc.rows] : [doc.rows, doc.columns];
  const at = (pair) => (turned ? `${pair[1]},${pair[0]}` : `${pair[0]},${pair[1]}`);
  const filled = new Map(doc.cells.map((cell) => [at(cell.at), cell]));
  const emptiness = new Map(doc.emptiness.map((one) => [at(one.at), one.status]));

  function cell(i, j) {
    return filled.get(`${i},${j}`);
  }

  /* Return what a cell is in a reading: a standing, or what its emptiness means. */
  function status(i, j, standing) {
    const found = cell(i, j);
    if (found && within(found.status, standing)) return found.status;
    return emptiness.get(`${i},${j}`) ?? doc.empty;
  }

  function counts(i, j) {
    return filled.has(`${i},${j}`) || (emptiness.get(`${i},${j}`) ?? doc.empty) !== "notApplicable";
  }

  /* Return how many of some cells are filled in a reading, and how many count. */
  function tally(rows, columns, standing) {
    let full = 0;
    let total = 0;
    for (const i of rows) {
      for (const j of columns) {
        if (counts(i, j)) total += 1;
        if (STANDINGS.includes(status(i, j, standing))) full += 1;
      }
    }
    return { full, total };
  }

  return { doc, turned, down, across, cell, status, tally, counts };
}

export function within(status, standing) {
  return STANDINGS.indexOf(status) <= STANDINGS.indexOf(standing);
}

/* Return the numbers of the rows that are shown, sorted: as the plan has them, or emptiest first. */
export function rowsShown(matrix, state, tools) {
  const wanted = plain(state.filter ?? "").trim();
  const columns = matrix.across.map((_, j) => j);
  let rows = matrix.down.map((_, i) => i);
  if (wanted) {
    rows = rows.filter((i) => {
      const { id } = matrix.down[i];
      return plain(`${tools.code(id)} ${tools.name(id)}`).includes(wanted);
    });
  }
  if (state.sort === "gaps") {
    const empty = new Map(rows.map((i) => {
      const { full, total } = matrix.tally([i], columns, state.standing);
      return [i, [full, full - total]];
    }));
    rows.sort((a, b) => empty.get(a)[1] - empty.get(b)[1] || empty.get(a)[0] - empty.get(b)[0] || a - b);
  } else if (state.sort === "name") {
    const order = new Intl.Collator(tools.lang, { numeric: true });
    rows.sort((a, b) => order.compare(tools.name(matrix.down[a].id), tools.name(matrix.down[b].id)));
  }
  return rows;
}

/* Return rows in groups by what they are part of, or, where a group is too long, in pieces of it.

A group is { id, parent, from, to, rows }; without grouping there is one without a parent. */
export function groupsOf(matrix, rows, { byParent, most }) {
  const parts = new Map();
  for (const i of rows) {
    const parent = byParent ? matrix.down[i].parent ?? "" : "";
    if (!parts.has(parent)) parts.set(parent, []);
    parts.get(parent).push(i);
  }
  const groups = [];
  for (const [parent, some] of parts) {
    for (let start = 0; start < some.length; start += most) {
      const piece = some.slice(start, start + most);
      const whole = some.length <= most;
      groups.push({
        id: whole ? parent || "-" : `${parent}+${start}`, parent, rows: piece,
        from: whole ? 0 : start + 1, to: whole ? 0 : start + piece.length,
      });
    }
  }
  return groups;
}

export function hasParents(matrix) {
  return new Set(matrix.down.map((one) => one.parent ?? "")).size > 1;
}
