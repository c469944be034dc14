// A text box that suggests places, after the ARIA combobox pattern. Without this script the box stays a plain text box.
//   data-autocomplete          address answering ?q= with JSON {count, results: [{id, name, …}]}
//   data-autocomplete-value    name of the hidden input that takes the chosen id (made here where it is missing)
//   data-autocomplete-propose  address of the page that proposes a missing place; the offer is left out without it
//   data-autocomplete-taken    ids already in the draft, separated by spaces
import { element, icon, readPlace, underlined } from "./places.js";
import { words } from "./words.js";

const patience = 180;
const icons = { city: "map-pin", country: "world", governorate: "map" };
const language = document.documentElement.lang;
let boxes = 0;

class Combobox {
  constructor(input) {
    boxes += 1;
    this.input = input;
    this.id = `places-${boxes}`;
    this.active = -1;
    this.options = [];
    this.value = this.hiddenInput();
    this.note = element("p", { class: "combobox-note" });
    this.live = element("p", { class: "visually-hidden", role: "status" });
    this.list = element("ul", { class: "combobox-options", role: "listbox", id: this.id, "aria-label": words.places });
    this.panel = element("div", { class: "combobox-list", hidden: "" }, this.note, this.list);
    const frame = element("div", { class: "combobox" });
    input.replaceWith(frame);
    frame.append(icon("search"), input, this.panel, this.live);
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.id }).forEach(
      ([key, value]) => input.setAttribute(key, value),
    );
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  hiddenInput() {
    const name = this.input.dataset.autocompleteValue;
    if (!name) return null;
    const found = this.input.form?.elements.namedItem(name);
    if (found) return found;
    const made = element("input", { type: "hidden", name });
    this.input.after(made);
    return made;
  }

  typed() {
    if (this.value) this.value.value = "";
    clearTimeout(this.timer);
    if (!this.input.value.trim()) return this.close();
    this.timer = setTimeout(() => this.ask(), patience);
  }

  async ask() {
    const query = this.input.value;
    const address = new URL(this.input.dataset.autocomplete, location.href);
    address.searchParams.set("q", query);
    this.request?.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.request.signal, headers: { Accept: "application/json", "Accept-Language": language } });
      if (!answer.ok) return this.close();
      const { results } = await answer.json();
      if (this.input.value === query && document.activeElement === this.input) this.show(results.map(readPlace), query);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(places, query) {
    const taken = (this.input.dataset.autocompleteTaken ?? "").split(" ");
    this.options = places.map((place, index) => this.option(place, index, query, taken.includes(place.id)));
    if (this.input.dataset.autocompletePropose) this.options.push(this.proposal(query));
    this.list.replaceChildren(...this.options);
    const count = words.results(places.length);
    this.note.textContent = places.length ? `${count} ${words.keys}` : count;
    this.live.textContent = count;
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.activate(-1);
  }

  option(place, index, query, isTaken) {
    const name = element("span", { class: "option-name" }, underlined(place.name, query));
    const direction = place.other === "ar" ? "rtl" : "ltr";
    const foreign = place.foreign ? [" ", element("bdi", { class: "option-other", lang: place.other, dir: direction }, place.foreign)] : [];
    const below = [words.kinds[place.kind], place.place].filter(Boolean).join(" · ");
    const main = element("span", { class: "option-main" }, name, ...foreign, element("bdi", { class: "option-sub" }, below));
    const tag = isTaken ? words.taken : place.kind === "city" ? (place.near ? words.near : "") : words.kinds[place.kind];
    const node = element("li", { class: "option", role: "option", id: `${this.id}-${index}`, "aria-selected": "false" }, icon(icons[place.kind] ?? "map-pin"), main);
    if (tag) node.append(element("span", { class: "tag" }, tag));
    node.addEventListener("mousedown", (event) => event.preventDefault());
    node.addEventListener("click", () => this.choose(place));
    node.choose = () => this.choose(place);
    return node;
  }

  proposal(query) {
    const address = new URL(this.input.dataset.autocompletePropose, location.href);
    address.searchParams.set("name", query);
    const main = element("span", { class: "option-main" }, element("span", { class: "option-name" }, words.propose), element("span", { class: "option-sub" }, words.proposeHint));
    const node = element("li", { class: "option option-propose", role: "option", id: `${this.id}-propose`, "aria-selected": "false" }, icon("plus"), main);
    node.choose = () => location.assign(address);
    node.addEventListener("mousedown", (event) => event.preventDefault());
    node.addEventListener("click", node.choose);
    return node;
  }

  activate(index) {
    this.active = index;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.options[index];
    option?.scrollIntoView({ block: "nearest" });
    option ? this.input.setAttribute("aria-activedescendant", option.id) : this.input.removeAttribute("aria-activedescendant");
  }

  pressed(event) {
    if (this.panel.hidden) {
      if (event.key === "ArrowDown" && this.input.value.trim()) this.ask();
      return;
    }
    const count = this.options.length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? this.active + 1 : Math.max(this.active, 0) - 1;
      this.activate((step + count) % count);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.options[this.active].choose();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  choose(place) {
    this.input.value = place.name;
    if (this.value) this.value.value = place.id;
    this.close();
    this.input.dispatchEvent(new CustomEvent("placechosen", { bubbles: true, detail: place }));
  }

  close() {
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.active = -1;
  }
}

document.querySelectorAll("input[data-autocomplete]").forEach((input) => new Combobox(input));
