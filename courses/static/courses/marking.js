// Marking at speed: saves by itself, chooses levels by number keys, walks from work to work.
(() => {
  const form = document.querySelector("[data-marks]");
  if (!form) return;

  const WAIT = 1200;
  const RETRY = 10000;
  const words = form.dataset;
  const status = form.querySelector("[data-saved]");
  const sums = form.querySelector("[data-sums]");
  const base = form.elements.base;
  let timer = 0;
  let saving = false;
  let isStuck = false;
  let last = content();

  form.querySelector("[data-help]").hidden = false;

  function content() {
    const data = new FormData(form);
    data.delete("base");
    data.delete("csrfmiddlewaretoken");
    return JSON.stringify([...data]);
  }

  function say(text, isProblem = false) {
    status.textContent = text;
    status.classList.toggle("is-problem", isProblem);
  }

  function later(wait = WAIT) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  async function save() {
    if (saving || isStuck || content() === last) return;
    saving = true;
    const sent = content();
    say(words.saving);
    try {
      const options = {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      };
      await understand(await fetch(location.pathname, options), sent);
    } catch {
      say(words.offline, true);
      later(RETRY);
    } finally {
      saving = false;
    }
    if (!isStuck && content() !== last) later();
  }

  async function understand(response, sent) {
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    if (!isJson) {
      if (response.status >= 500) throw new Error("server");
      isStuck = true;
      say(words.login, true);
      return;
    }
    const answer = await response.json();
    if (answer.verdict === "saved") {
      last = sent;
      base.value = answer.stamp;
      say(words.done.replace("{time}", answer.saved_at));
      const left = answer.missing ? ` · ${words.left.replace("{count}", answer.missing)}` : "";
      sums.textContent = words.sum.replace("{points}", answer.points) + left;
      return;
    }
    // The next press of a button is a decision to overwrite; nothing is saved by itself any more.
    isStuck = true;
    if (answer.stamp) base.value = answer.stamp;
    say(answer.message, true);
  }

  form.addEventListener("input", () => later());
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  // A button waits for what is being saved, so that the form does not race with itself.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    setTimeout(() => form.requestSubmit(event.submitter), 100);
  });

  function isWriting(target) {
    return target.matches("textarea, select, input:not([type=radio])");
  }

  function choose(number, criterion) {
    const level = criterion.querySelectorAll("input[type=radio]")[number - 1];
    if (!level) return;
    level.checked = true;
    level.focus();
    later();
    const following = criterion.nextElementSibling;
    if (following?.matches("[data-criterion]")) {
      (following.querySelector("input:checked") || following.querySelector("input")).focus();
      following.scrollIntoView({ block: "nearest" });
    } else {
      form.elements.comment.focus();
    }
  }

  async function walk(link) {
    if (!link) return;
    clearTimeout(timer);
    await save();
    if (!isStuck) location.href = link.href;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save-next]"));
    } else if (event.altKey && event.key === "PageDown") {
      event.preventDefault();
      walk(document.querySelector("[data-next]"));
    } else if (event.altKey && event.key === "PageUp") {
      event.preventDefault();
      walk(document.querySelector("[data-previous]"));
    } else if (/^[1-6]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const criterion = event.target.closest("[data-criterion]");
      if (!criterion || isWriting(event.target)) return;
      event.preventDefault();
      choose(Number(event.key), criterion);
    }
  });

  const first = form.querySelector("[data-criterion] input:checked, [data-criterion] input");
  if (first && !document.getElementById("problem")) first.focus({ preventScroll: true });
})();
