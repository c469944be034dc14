// How a place from the API reads in a list of suggestions.
import { words } from "./words.js";

const language = document.documentElement.lang;
const spriteAddress = document.querySelector("use[href*='icons']")?.getAttribute("href").split("#")[0] ?? "";

export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...children);
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${spriteAddress}#${name}`);
  svg.append(use);
  return svg;
}

// Arabic names carry marks that people do not type: compare letters only, but underline the letters with their marks.
const markless = (text) => text.normalize("NFKD").replace(/[\p{M}ـ]/gu, "").toLowerCase();

export function underlined(name, query) {
  const node = element("bdi");
  const letters = [...name.matchAll(/\P{M}[\p{M}ـ]*/gu)].map((match) => match[0]);
  const wanted = markless(query.trim());
  const start = wanted ? letters.findIndex((_, at) => markless(letters.slice(at).join("")).startsWith(wanted)) : -1;
  if (start < 0) {
    node.textContent = name;
    return node;
  }
  let end = start;
  while (end < letters.length && markless(letters.slice(start, end).join("")).length < wanted.length) end += 1;
  node.append(
    letters.slice(0, start).join(""),
    element("mark", {}, letters.slice(start, end).join("")),
    letters.slice(end).join(""),
  );
  return node;
}

const inReadersLanguage = (text) => (typeof text === "object" && text ? text[language] || text.ar || text.en || "" : text ?? "");

export function readPlace(result) {
  const other = language === "ar" ? "en" : "ar";
  const name = inReadersLanguage(result.name);
  const foreign = typeof result.name === "object" ? result.name?.[other] ?? "" : result.other_name ?? "";
  const place = [result.country, result.governorate].map((part) => inReadersLanguage(part?.name ?? part)).filter(Boolean);
  const kind = result.kind ?? "city";
  return { id: String(result.id), name, foreign: foreign === name ? "" : foreign, other, kind, place: place.join(words.comma), near: Boolean(result.is_near_spelling) };
}
