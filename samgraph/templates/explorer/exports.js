/* The Export menu: files of what is shown, made when they are asked for. */

import { button, el, empty } from "./dom.js";

/* Return a table as CSV. A cell that a spreadsheet would take for a formula is defused. */
export function csv(rows) {
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value) {
  let text = String(value ?? "").replaceAll("\0", "");
  if (/^[\s]*[=+\-@]/.test(text) || /^[\t\r\n]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvFile(name, rows) {
  const type = "text/csv;charset=utf-8";
  return { name, type, make: async () => new Blob(["\ufeff", csv(rows())], { type }) };
}

/* Return what makes a file of Turtle from a CONSTRUCT or DESCRIBE query. */
export function turtleFile(name, query, source) {
  return {
    name,
    type: "text/turtle",
    make: async () => {
      const answer = await source.sparql(query(), "text/turtle");
      if (answer.status !== 200) throw new Error(answer.text);
      return new Blob([answer.text], { type: "text/turtle" });
    },
  };
}

/* Return a menu with a button that opens it; `offer` sets what it offers. */
export function exportMenu(tools) {
  const list = el("ul", { id: "export-menu", class: "menu", hidden: true });
  const opener = button("", () => toggle(list.hidden), {
    "aria-expanded": "false", "aria-controls": "export-menu", class: "opener",
  });
  const whole = el("div", { class: "export" }, opener, list);
  let offered = [];

  function toggle(open) {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) list.querySelector("button")?.focus();
  }

  function offer(some) {
    offered = some;
    draw();
  }

  function draw() {
    opener.textContent = tools.word("export");
    empty(list).append(...(offered.length
      ? offered.map((one) => el("li", {}, button(one.label ?? one.name, () => save(one))))
      : [el("li", { class: "muted" }, tools.word("nothingToExport"))]));
  }

  async function save(one) {
    toggle(false);
    opener.focus();
    try {
      const blob = await one.make();
      const address = URL.createObjectURL(blob);
      const link = el("a", { href: address, download: one.name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
      tools.announce(tools.word("exported", { name: one.name }));
    } catch (error) {
      console.warn(error);
      tools.announce(tools.word("exportFailed", { name: one.name }), true);
    }
  }

  whole.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !list.hidden) {
      toggle(false);
      opener.focus();
      event.stopPropagation();
    } else if (step && items.length) {
      event.preventDefault();
      if (list.hidden) toggle(true);
      else items[(at + step + items.length) % items.length].focus();
    }
  });
  whole.addEventListener("focusout", (event) => {
    if (!whole.contains(event.relatedTarget)) toggle(false);
  });
  return { whole, offer, draw };
}
