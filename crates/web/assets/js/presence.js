// Colleagues see who has a ticket before them, and who writes: said again and again while the page is on the screen.
const EVERY = 15_000;

export function sayPresence() {
  const place = document.getElementById("others");
  if (!place) return;
  const url = place.dataset.url;
  let timer, said = "";

  const activity = () => {
    const field = document.activeElement;
    return field?.matches("form[data-draft] textarea") && field.value.trim() ? "writing" : "looking";
  };

  async function say() {
    clearTimeout(timer);
    if (document.hidden) return;
    timer = setTimeout(say, EVERY);
    said = activity();
    try {
      const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ activity: said }) });
      place.textContent = answer.ok ? await answer.text() : "";
    } catch {
      // What can't be asked is not shown as if it still held.
      place.textContent = "";
    }
  }

  function leave() {
    clearTimeout(timer);
    navigator.sendBeacon(url, new URLSearchParams({ activity: "left" }));
  }

  document.addEventListener("visibilitychange", () => { document.hidden ? leave() : say(); });
  document.addEventListener("input", () => { if (said && activity() !== said) say(); });
  addEventListener("pagehide", () => { if (!document.hidden) leave(); });
  say();
}
