// On a phone the longer sections of a record fold under their headings; without this script they stand open.
import { icon } from "./places.js";

function fold(section) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  details.className = "fold";
  details.open = location.hash === `#${section.id}`;
  summary.append(section.querySelector("h2"), icon("chevron-down"));
  details.append(summary, ...section.childNodes);
  section.append(details);
  section.classList.add("section-folded");
}

function unfoldTarget() {
  const details = document.getElementById(location.hash.slice(1))?.querySelector(":scope > .fold");
  if (details) details.open = true;
}

if (matchMedia("(max-width: 47.99em)").matches) {
  document.querySelectorAll("[data-fold]").forEach(fold);
  addEventListener("hashchange", unfoldTarget);
}
