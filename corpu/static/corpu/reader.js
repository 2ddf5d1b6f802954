/* Remembers the block of a lesson that the reader has reached. Without it, reading works the same. */
"use strict";

(function () {
  const form = document.getElementById("reading-place");
  if (!form || !("IntersectionObserver" in window)) {
    return;
  }
  const blocks = Array.from(document.querySelectorAll(".prose > [id^='blok-']"));
  let reached = form.elements.block.value;
  let waiting = 0;

  function send() {
    waiting = 0;
    const data = new FormData(form);
    data.set("block", reached);
    fetch(form.action, { method: "POST", body: data, credentials: "same-origin", keepalive: true });
  }

  function note(block) {
    const id = block.id.slice("blok-".length);
    if (id === reached) {
      return;
    }
    reached = id;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(send, 4000);
  }

  const observer = new IntersectionObserver(function (entries) {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        note(entry.target);
      }
    }
  }, { rootMargin: "-10% 0px -75% 0px" });
  // The first screen is no progress: a place is only worth keeping once somebody has read on.
  window.addEventListener("scroll", function () {
    blocks.forEach(function (block) { observer.observe(block); });
  }, { once: true, passive: true });
  window.addEventListener("pagehide", function () {
    if (waiting) {
      window.clearTimeout(waiting);
      send();
    }
  });
})();
