// Keeps the draft of an assignment: saves while one writes, keeps in the browser what could not be
// saved, sends files with their progress. Without it the form works by its buttons.
(() => {
  const form = document.querySelector("[data-work]");
  if (!form) return;

  const WAIT = 1500;
  const RETRY = 10000;
  const status = form.querySelector("[data-saved]");
  const words = status.dataset;
  const conflict = form.querySelector("[data-conflict]");
  const areas = [...form.querySelectorAll("textarea")];
  const sequence = form.elements.sequence;
  let timer = 0;
  let saving = false;
  let isStuck = false;
  let stored = null;
  let lastSaved = JSON.stringify(texts());

  function texts() {
    return Object.fromEntries(areas.map((area) => [area.name, area.value]));
  }

  function say(text, isProblem = false) {
    status.textContent = text;
    status.classList.toggle("is-problem", isProblem);
  }

  function remember() {
    try {
      const now = { texts: texts(), sequence: sequence.value };
      localStorage.setItem(form.dataset.key, JSON.stringify(now));
    } catch {
      // A browser without storage saves to the server only.
    }
  }

  function forget() {
    try {
      localStorage.removeItem(form.dataset.key);
    } catch {
      // see remember()
    }
  }

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(form.dataset.key));
    } catch {
      return null;
    }
  }

  function put(values) {
    for (const area of areas) if (area.name in values) area.value = values[area.name];
  }

  function later(wait = WAIT) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function showConflict(answer) {
    stored = answer;
    isStuck = true;
    conflict.hidden = false;
    say(words.waiting, true);
  }

  // What the server has is what was sent last: only its answer was lost on the way.
  function isOwn(answer, sent) {
    return areas.every(({ name }) => answer.texts[name] === sent[name]);
  }

  async function save() {
    if (saving || isStuck) return;
    const sent = texts();
    if (JSON.stringify(sent) === lastSaved) return;
    saving = true;
    say(words.saving);
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("sequence", sequence.value);
    for (const [name, text] of Object.entries(sent)) body.set(name, text);
    try {
      const options = { method: "POST", body, headers: { Accept: "application/json" } };
      await understand(await fetch(form.action, options), sent);
    } catch {
      say(words.offline, true);
      later(RETRY);
    } finally {
      saving = false;
    }
    if (!isStuck && JSON.stringify(texts()) !== lastSaved) later();
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
    if (answer.verdict === "saved" || (answer.verdict === "conflict" && isOwn(answer, sent))) {
      lastSaved = JSON.stringify(sent);
      sequence.value = answer.sequence;
      if (JSON.stringify(texts()) === lastSaved) forget();
      else remember();
      say(words.done.replace("{time}", answer.saved_at));
    } else if (answer.verdict === "conflict") {
      showConflict(answer);
    } else {
      isStuck = true;
      say(answer.message, true);
    }
  }

  form.addEventListener("input", (event) => {
    if (!areas.includes(event.target)) return;
    remember();
    if (!isStuck) say(words.waiting);
    later();
  });
  // A button waits for what is being saved, so that the form does not race with itself.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    setTimeout(() => form.requestSubmit(event.submitter), 100);
  });
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });

  conflict.querySelector("[data-keep-mine]").addEventListener("click", () => {
    sequence.value = stored.sequence;
    settle();
    later(0);
  });
  conflict.querySelector("[data-take-stored]").addEventListener("click", () => {
    sequence.value = stored.sequence;
    put(stored.texts);
    lastSaved = JSON.stringify(texts());
    forget();
    settle();
    say(words.done.replace("{time}", stored.saved_at));
  });

  function settle() {
    isStuck = false;
    conflict.hidden = true;
    areas[0].focus();
  }

  const kept = recall();
  if (kept && JSON.stringify(kept.texts) !== lastSaved) {
    const onServer = { texts: texts(), sequence: sequence.value, saved_at: "" };
    put(kept.texts);
    if (kept.sequence === sequence.value) {
      say(words.restored);
      later();
    } else {
      showConflict(onServer);
    }
  } else {
    forget();
  }

  // --- files ---
  const picker = form.elements.file;
  if (!picker) return;
  const list = form.querySelector("[data-uploads]");

  picker.addEventListener("change", async () => {
    const files = [...picker.files];
    picker.value = "";
    for (const file of files) await send(file, line(file));
  });

  function line(file) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    name.textContent = file.name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.append(name, bar);
    list.append(item);
    list.hidden = false;
    return item;
  }

  function fail(item, file, text, mayRetry) {
    item.querySelector("progress").remove();
    const reason = document.createElement("span");
    reason.className = "is-problem";
    reason.setAttribute("role", "alert");
    reason.textContent = text;
    item.append(reason);
    if (!mayRetry) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary";
    button.textContent = words.retry;
    button.addEventListener("click", () => {
      item.remove();
      send(file, line(file));
    });
    item.append(button);
  }

  function send(file, item) {
    const limit = Number(form.dataset.maxSize);
    if (file.size > limit * 1024 * 1024) {
      fail(item, file, words.tooLarge.replace("{limit}", limit), false);
      return Promise.resolve();
    }
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.set("file", file);
      request.open("POST", form.dataset.upload);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable)
          item.querySelector("progress").value = (100 * event.loaded) / event.total;
      });
      request.addEventListener("load", () => arrive(request, item, file));
      request.addEventListener("error", () =>
        fail(item, file, `${file.name}: ${words.failed}`, true));
      request.addEventListener("loadend", done);
      request.send(body);
    });
  }

  function arrive(request, item, file) {
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    const files = answer.querySelector("[data-files]");
    if (!files) {
      fail(item, file, `${file.name}: ${words.failed}`, true);
      return;
    }
    item.remove();
    list.hidden = !list.children.length;
    form.querySelector("[data-files]").replaceWith(document.adoptNode(files));
  }
})();
