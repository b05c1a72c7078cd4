/* Elements with text in them. Nothing here, and nothing that uses it, ever parses text as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/* Return an element. Of attributes, `on` holds listeners, and what is null or false is left out. */
export function el(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, String(value));
    }
  }
  node.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

/* Put these in place of all that a node holds; what is null or false is left out. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

/* Return text from a plan: whatever way it runs, it does not turn what stands around it. */
export function bdi(text, lang = null) {
  return el("bdi", { lang }, text ?? "");
}

export function button(text, listener, attributes = {}) {
  return el("button", { type: "button", ...attributes, on: { click: listener } }, text);
}

export function empty(node) {
  node.replaceChildren();
  return node;
}

/* Return an address if it is one of the web, else nothing: others could be script. */
export function web(address) {
  return /^https?:\/\//i.test(address) ? address : null;
}
