// The catalogue as examples: a list to choose from, and a form for the parameters of the one chosen.

import { button, el, empty } from "../dom.js";
import { bound, iriTerm, literalTerm } from "./querytext.js";
import { plain } from "./completion.js";

/** A list of questions, grouped and searchable; `onChoose` gets the one that is chosen. */
export function exampleList(questions, { say, lang, onChoose }) {
  const filter = el("input", { type: "search", "aria-label": say("q_filter"), placeholder: say("q_filter"), maxlength: 100 });
  const count = el("p", { class: "muted", role: "status" });
  const list = el("div", { class: "example-groups" });
  filter.addEventListener("input", fill);
  fill();
  return { whole: el("div", { class: "examples" }, filter, count, list), select };

  function fill() {
    const sought = plain(filter.value.trim());
    const found = questions.questions.filter((one) =>
      plain(`${one.name} ${one.nl} ${one.en}`).includes(sought),
    );
    count.textContent = say("q_found", { n: found.length });
    empty(list).append(...questions.groups.flatMap((group) => {
      const some = found.filter((one) => one.group === group);
      return some.length
        ? [el("h2", {}, say(`q_group_${group}`)), el("ul", {}, ...some.map((one) => el("li", {}, item(one))))]
        : [];
    }));
  }

  function item(one) {
    return button(one[lang], () => onChoose(one), { class: "example", "data-name": one.name, title: one.name });
  }

  function select(name) {
    for (const one of list.querySelectorAll("button")) {
      if (one.dataset.name === name) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  }
}

/** Parameters as they are bound: `{ bindings, faults }`, a term in SPARQL or a fault for each name. */
export function boundTerms(question, given, resolve) {
  const bindings = {};
  const faults = {};
  for (const { name, kind } of question.parameters) {
    const value = (given[name] ?? "").trim();
    if (!value) continue;
    const term = kind === "iri" ? iriTerm(resolve(value) ?? "") : literalTerm(value, kind);
    if (term) bindings[name] = term;
    else faults[name] = value;
  }
  return { bindings, faults };
}

/** The text of a question with its parameters bound. */
export function composed(question, given, resolve) {
  return bound(question.text, boundTerms(question, given, resolve).bindings);
}

/** The values that a question has when nothing is given. */
export function defaultsOf(question) {
  return Object.fromEntries(question.parameters.map((one) => [one.name, one.default]));
}

/** A form for a question's parameters; `onChange` gets the values that are given. */
export function parameterForm(question, given, { say, lang, questions, things, names, resolve, onChange }) {
  const fields = question.parameters.map(field);
  if (!fields.length) return null;
  return el("fieldset", { class: "parameters" }, el("legend", {}, say("q_parameters")),
    ...fields.map((one) => one.whole));

  function field(parameter) {
    const id = `parameter-${parameter.name}`;
    const fault = el("span", { class: "fault", id: `${id}-fault` });
    const value = given[parameter.name] ?? "";
    const choices = parameter.kind === "iri" ? questions.choices[parameter.choices] : undefined;
    const input = choices ? picker(id, choices, value) : typed(id, parameter, value);
    const suggestions = choices || parameter.kind !== "iri" ? null : suggested(input);
    input.addEventListener("change", () => {
      const values = Object.fromEntries(fields.map((one) => [one.name, one.input.value]));
      check();
      onChange(values);
    });
    const label = parameter[lang] || parameter.name;
    const whole = el("div", { class: "field" }, el("label", { for: id }, label, " ", el("code", {}, `?${parameter.name}`)), input, suggestions, fault);
    check();
    return { name: parameter.name, input, whole };

    function check() {
      const { faults } = boundTerms({ parameters: [parameter] }, { [parameter.name]: input.value }, resolve);
      const wrong = parameter.name in faults;
      fault.textContent = wrong ? say("q_wrong", { value: input.value, kind: say(`q_kind_${parameter.kind}`) }) : "";
      if (wrong) {
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", fault.id);
      } else {
        input.removeAttribute("aria-invalid");
        input.removeAttribute("aria-describedby");
      }
    }
  }

  function picker(id, choices, value) {
    const chosen = resolve(value);
    const options = choices.map((one) => {
      const name = names(one);
      return el("option", { value: one, selected: value === one || (chosen && chosen === resolve(one)) },
        `${name.codes?.[0] ? `${name.codes[0]} ` : ""}${name[lang] || one}`);
    });
    return el("select", { id }, el("option", { value: "" }, say("q_any")), ...options);
  }

  function typed(id, parameter, value) {
    return el("input", { id, value, maxlength: 300, placeholder: say("q_any"), autocomplete: "off", spellcheck: "false" });
  }

  function suggested(input) {
    const id = `${input.id}-list`;
    input.setAttribute("list", id);
    return el("datalist", { id }, ...things.things.map((one) =>
      el("option", { value: one.id }, `${one.codes?.[0] ?? ""} ${one[lang] ?? ""}`.trim())));
  }
}

/** What finds an IRI by anything that a reader may write: CURIE, code, label or the IRI itself. */
export function makeResolver({ terms, things }) {
  const known = new Map();
  for (const one of [...things.things].reverse().concat([...terms.terms].reverse())) {
    for (const name of [one.nl, one.en, ...(one.codes ?? [])]) if (name) known.set(plain(name), one.iri);
  }
  for (const one of [...terms.terms, ...things.things]) known.set(plain(one.id), one.iri);
  return (text) => {
    const found = known.get(plain(text));
    if (found) return found;
    const [prefix, ...rest] = text.split(":");
    if (rest.length && Object.hasOwn(terms.prefixes, prefix)) return terms.prefixes[prefix] + rest.join(":");
    return /^https?:\/\/\S+$/.test(text) ? text : null;
  };
}
