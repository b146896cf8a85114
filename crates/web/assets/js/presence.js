// Colleagues see who has a ticket before them, and who writes: said again and again while the page is on the screen.
const EVERY = 15_000;
// After what another page of this person says as it is left.
const AFTERWARDS = 300;

export function sayPresence() {
  const place = document.getElementById("others");
  if (!place) return;
  const url = place.dataset.url;
  const windows = new BroadcastChannel(`deskhand-presence ${url}`);
  let timer, said = "", isOver = false, hasLeft = true;

  const activity = () => {
    const field = document.activeElement;
    return field?.matches("form[data-draft] textarea") && field.value.trim() ? "writing" : "looking";
  };

  async function say() {
    clearTimeout(timer);
    if (document.hidden || isOver) return;
    timer = setTimeout(say, EVERY);
    said = activity();
    hasLeft = false;
    try {
      const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ activity: said }) });
      // Signed out, or the ticket is not for this person any more.
      isOver = [401, 403, 404].includes(answer.status);
      show(answer.ok ? await answer.text() : "");
    } catch {
      // What can't be asked is not shown as if it still held.
      show("");
    }
  }

  // The same words again would be read aloud again.
  function show(words) {
    if (place.textContent !== words) place.textContent = words;
  }

  function leave() {
    clearTimeout(timer);
    if (hasLeft) return;
    hasLeft = true;
    windows.postMessage("left");
    navigator.sendBeacon(url, new URLSearchParams({ activity: "left" }));
  }

  document.addEventListener("visibilitychange", () => { document.hidden ? leave() : say(); });
  document.addEventListener("input", () => { if (said && activity() !== said) say(); });
  // Another window of this person has the ticket still.
  const later = () => { clearTimeout(timer); timer = setTimeout(say, AFTERWARDS); };
  windows.addEventListener("message", later);
  addEventListener("pagehide", () => { leave(); windows.close(); });
  later();
}
