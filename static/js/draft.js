// The pages of a draft: a form is sent once however often its button is pressed; a chosen city is added at once.
document.querySelectorAll("form[method='post']").forEach((form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
});

// Coming back by the browser's own button shows the page as it was left: it may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

document.querySelectorAll("form[data-parties]").forEach((form) => {
  form.addEventListener("placechosen", () => form.requestSubmit(form.querySelector("button[value='add']")));
});
