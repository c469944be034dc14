// The frame of every page: theme, menus that close, errors that take focus, passwords that can be shown.
const oneYear = 365 * 24 * 60 * 60;

function chooseTheme(theme) {
  const root = document.documentElement;
  if (theme) {
    root.dataset.theme = theme;
  } else {
    delete root.dataset.theme;
  }
  // The server reads the cookie and draws the page right at once, so nothing flashes.
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? oneYear : 0}; samesite=lax`;
  document.dispatchEvent(new CustomEvent("themechange", { detail: theme }));
}

function prepareThemeSwitch(box) {
  const buttons = [...box.querySelectorAll("[data-theme-choice]")];
  const show = () => {
    const chosen = document.documentElement.dataset.theme ?? "";
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen)));
  };
  buttons.forEach((button) =>
    button.addEventListener("click", () => {
      chooseTheme(button.dataset.themeChoice);
      show();
    }),
  );
  show();
  box.hidden = false;
}

function prepareMenu(menu) {
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

function preparePassword(button) {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = shown ? button.dataset.hide : button.dataset.show;
    input.focus();
  });
}

function prepareSideNav(nav) {
  const links = new Map([...nav.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver(
    (entries) => {
      const seen = entries.find((entry) => entry.isIntersecting);
      if (!seen) return;
      links.forEach((link, id) =>
        id === seen.target.id ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"),
      );
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  links.forEach((_, id) => {
    const section = document.getElementById(id);
    if (section) watcher.observe(section);
  });
}

document.querySelectorAll("[data-theme-switch]").forEach(prepareThemeSwitch);
document.querySelectorAll("[data-menu]").forEach(prepareMenu);
document.querySelectorAll("[data-show-password]").forEach(preparePassword);
document.querySelectorAll("[data-side-nav]").forEach(prepareSideNav);
document.querySelector("[data-error-summary]")?.focus();
// A filter form sends itself when something is chosen, boxes outside it that belong to it too; text waits for Enter.
document.addEventListener("change", ({ target }) => {
  const isChoice = target.matches?.("select, input[type=checkbox], input[type=radio]");
  if (isChoice && target.form?.matches("[data-submit-on-change]")) target.form.requestSubmit();
});
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
