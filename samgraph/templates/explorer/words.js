/* What the page itself says, in Dutch and in English. */

const WORDS = {
  nl: {
    faults: "Let op: dit plan voldoet niet aan de vormen ({n}×), en staat er toch.",
    views: "Weergaven", findings: "Bevindingen", coverage: "Dekking", map: "Kaart",
    things: "Onderdelen", query: "Vraag",
    search: "Zoek in het plan", searchPlans: "Zoek in de plannen", searchHint: "naam of code",
    noHits: "Niets gevonden dat zo begint.", hits: "{n} gevonden", moreHits: "en nog {n}",
    language: "Taal", theme: "Kleuren", light: "Licht", dark: "Donker",
    export: "Exporteer", nothingToExport: "Hier is niets uit te voeren.", share: "Kopieer link",
    copied: "De link is gekopieerd.", copyThis: "Kopieer dit adres:",
    exported: "{name} is gemaakt.", exportFailed: "{name} kon niet gemaakt worden.",
    loading: "Wordt geladen …", failed: "Dit kon niet geladen worden.", again: "Probeer opnieuw",
    allPlans: "Alle plannen", searchAll: "Zoek “{text}” in alles van alle plannen",
    noView: "Deze weergave is er niet.", skip: "Naar de inhoud",
    evidence: "Bewijs", close: "Sluit", why: "Reden", source: "Bron", quoted: "In de bron",
    line: "regel", lines: "regels", section: "§",
    standing: "Lezing", stated: "gesteld", derived: "afgeleid", judged: "beoordeeld",
    suggested: "voorgesteld, telt niet mee",
    statedWhat: "enkel wat het plan zegt", derivedWhat: "ook wat daaruit volgt",
    judgedWhat: "ook wat een lezer beoordeelt",
    open: "open", silent: "het plan zwijgt", deliberate: "bewust leeg", thin: "dun",
    notApplicable: "niet van toepassing",
    review: "Nazicht", accepted: "aanvaard", proposed: "te bekijken", contested: "betwist",
    follows: "Dit volgt uit", noRecord: "Dit volgt uit andere koppelingen en heeft geen eigen bewijs.",
    moreWays: "en nog {n} wegen",
    gaps: "Gaten", discrepancies: "Tegenspraken", gap: "gat {n}", robust: "robuust",
    notRobust: "hangt af van oordelen", robustNote: "Een robuust gat sluit in geen enkele lezing.",
    high: "ernstig", medium: "matig", low: "licht",
    all: "alles", none: "niets", yes: "ja", no: "nee", code: "Code", name: "Naam", type: "Soort",
    addresses: "Alle adressen", dataset: "Over de gegevens", questions: "Vragen", ns: "Ontologie",
    aboutPage: "Over en licenties",
  },
  en: {
    faults: "Mind: this plan does not validate ({n}×), and is shown all the same.",
    views: "Views", findings: "Findings", coverage: "Coverage", map: "Map",
    things: "Things", query: "Query",
    search: "Search the plan", searchPlans: "Search the plans", searchHint: "name or code",
    noHits: "Nothing begins like this.", hits: "{n} found", moreHits: "and {n} more",
    language: "Language", theme: "Colours", light: "Light", dark: "Dark",
    export: "Export", nothingToExport: "There is nothing to export here.", share: "Copy link",
    copied: "The link is copied.", copyThis: "Copy this address:",
    exported: "{name} is made.", exportFailed: "{name} could not be made.",
    loading: "Loading …", failed: "This could not be loaded.", again: "Try again",
    allPlans: "All plans", searchAll: "Search “{text}” in everything of all plans",
    noView: "There is no such view.", skip: "Skip to content",
    evidence: "Evidence", close: "Close", why: "Reason", source: "Source", quoted: "In the source",
    line: "line", lines: "lines", section: "§",
    standing: "Reading", stated: "stated", derived: "derived", judged: "judged",
    suggested: "suggested, not counted",
    statedWhat: "only what the plan says", derivedWhat: "also what follows from it",
    judgedWhat: "also what a reader judges",
    open: "open", silent: "the plan is silent", deliberate: "left out on purpose", thin: "thin",
    notApplicable: "not applicable",
    review: "Review", accepted: "accepted", proposed: "to be reviewed", contested: "contested",
    follows: "This follows from", noRecord: "This follows from other links and has no evidence of its own.",
    moreWays: "and {n} more ways",
    gaps: "Gaps", discrepancies: "Discrepancies", gap: "gap {n}", robust: "robust",
    notRobust: "depends on judgements", robustNote: "A robust gap is one that no reading closes.",
    high: "high", medium: "medium", low: "low",
    all: "all", none: "nothing", yes: "yes", no: "no", code: "Code", name: "Name", type: "Type",
    addresses: "All addresses", dataset: "About the data", questions: "Questions", ns: "Ontology",
    aboutPage: "About and licences",
  },
};

export const LANGUAGES = ["nl", "en"];
export const LANGUAGE_NAMES = { nl: "Nederlands", en: "English" };

/* A view adds the words that it alone needs. */
export function addWords(more) {
  for (const lang of LANGUAGES) Object.assign(WORDS[lang], more[lang]);
}

/* Return what stands under a key, with values put in for {names}; a key without words is itself. */
export function say(lang, key, values = {}) {
  const text = WORDS[lang]?.[key] ?? WORDS.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/* Return the text in a language, else in any. */
export function inLanguage(texts, lang) {
  if (!texts) return "";
  if (typeof texts === "string") return texts;
  return texts[lang] || texts.nl || texts.en || Object.values(texts).find(Boolean) || "";
}
