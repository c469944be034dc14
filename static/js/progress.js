// A step at work: looks again every second and a half, and shows the page anew when the step is over.
const pause = 1500;
const longestPause = 15000;

async function look(wait) {
  let next = wait;
  try {
    const answer = await fetch(window.location.href, { headers: { "X-Requested-With": "fetch" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-at-work]");
    if (!fresh) {
      window.location.reload();
      return;
    }
    const shown = document.querySelector("[data-at-work]");
    // The form keeps its focus: only what tells the progress is exchanged.
    shown.querySelector("progress").replaceWith(fresh.querySelector("progress"));
    shown.querySelector("[role=status]").textContent = fresh.querySelector("[role=status]").textContent;
    shown.querySelector("h2").textContent = fresh.querySelector("h2").textContent;
    next = pause;
  } catch {
    next = Math.min(wait * 2, longestPause);
  }
  setTimeout(() => look(next), next);
}

if (document.querySelector("[data-at-work]")) setTimeout(() => look(pause), pause);
