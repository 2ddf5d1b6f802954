// Counts down on the screen of the room and fetches the next code. Without it the page reloads.
(() => {
  const room = document.querySelector("[data-room]");
  if (!room) return;

  const RETRY = 5000;
  const TICK = 250;
  const offline = document.querySelector("[data-offline]");
  let ends = 0;
  let isAsking = false;

  function begin() {
    ends = Date.now() + Number(room.querySelector("[data-seconds]").dataset.seconds) * 1000;
  }

  function setOffline(is) {
    offline.hidden = !is;
    room.classList.toggle("is-stale", is);
  }

  async function renew() {
    isAsking = true;
    try {
      const answer = await fetch(room.dataset.room, { cache: "no-store" });
      if (answer.redirected || answer.status === 404) {
        location.reload();
        return;
      }
      if (!answer.ok) throw new Error(answer.statusText);
      room.innerHTML = await answer.text();
      setOffline(false);
      begin();
    } catch {
      // A code that no longer holds is not shown as if it did.
      setOffline(true);
      ends = Date.now() + RETRY;
    }
    isAsking = false;
  }

  function tick() {
    const left = ends - Date.now();
    const bar = room.querySelector("progress");
    if (bar) bar.value = Math.max(0, left / 1000);
    if (left <= 0 && !isAsking) renew();
  }

  begin();
  setInterval(tick, TICK);
})();
