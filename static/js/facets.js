// A box that narrows a long list of choices as one types; without this script the list unfolds as a whole.
const marks = /[\u0640\u064b-\u065f\u0670\u0300-\u036f]/g;
const letters = { "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه" };

function key(text) {
  return text
    .normalize("NFKD")
    .replace(marks, "")
    .replace(/[أإآىة]/g, (letter) => letters[letter])
    .toLowerCase()
    .trim();
}

function prepare(facet) {
  const row = facet.querySelector("[data-facet-search]");
  const box = row.querySelector("input");
  const rest = facet.querySelector("details");
  const options = [...facet.querySelectorAll("li")].map((item) => [item, key(item.querySelector("bdi").textContent)]);
  row.hidden = false;
  box.addEventListener("input", () => {
    const wanted = key(box.value);
    if (wanted) rest.open = true;
    options.forEach(([item, name]) => (item.hidden = !name.split(" ").concat(name).some((word) => word.startsWith(wanted))));
  });
  // The box is no condition: Enter in it sends nothing.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

document.querySelectorAll("[data-facet]").forEach(prepare);
