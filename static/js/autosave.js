// Saves a draft by itself while one types: <form data-autosave="address"> with an element [data-saved] for its word.
// The address answers 2xx when the draft is kept; {"saved_at": "10:42"} gives the time to show.
import { words } from "./words.js";

const patience = 1500;

function prepare(form) {
  const note = form.querySelector("[data-saved]") ?? document.querySelector("[data-saved]");
  let timer;
  let isDirty = false;
  let isSending = false;

  const say = (text) => {
    if (note) note.textContent = text;
  };

  async function save() {
    isDirty = false;
    isSending = true;
    say(words.saving);
    const body = new FormData(form);
    // Files go with the button only: they are large, and half a file helps nobody.
    [...body.entries()].filter(([, value]) => value instanceof File).forEach(([name]) => body.delete(name));
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json", "X-Requested-With": "fetch" } });
      // A session that ended answers with the page of signing in: nothing was kept then.
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const { saved_at: time, version } = await answer.json().catch(() => ({}));
      const versionBox = form.elements.namedItem("version");
      if (version && versionBox) versionBox.value = version;
      say(words.saved(time ?? new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })));
    } catch {
      isDirty = true;
      say(words.notSaved);
    }
    isSending = false;
  }

  form.addEventListener("input", () => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => !isSending && save(), patience);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isDirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
}

document.querySelectorAll("form[data-autosave]").forEach(prepare);
