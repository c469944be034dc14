// Lists the files chosen in a box, with their sizes, before they are sent.
import { words } from "./words.js";

document.querySelectorAll("input[type='file'][data-file-list]").forEach((input) => {
  const list = document.createElement("ul");
  list.className = "file-list";
  list.setAttribute("aria-live", "polite");
  input.after(list);
  input.addEventListener("change", () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const row = document.createElement("li");
        const name = document.createElement("bdi");
        const size = document.createElement("bdi");
        name.textContent = file.name;
        size.textContent = words.size(file.size);
        row.append(name, size);
        return row;
      }),
    );
  });
});
