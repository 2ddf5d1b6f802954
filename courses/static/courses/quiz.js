"use strict";
/* An attempt at a quiz: every answer is saved by itself, kept in the browser until the server has it. */
(() => {
  const finished = document.querySelector("[data-quiz-finished]");
  if (finished) forget(finished.dataset.quizFinished);
  const form = document.querySelector("form[data-quiz]");
  if (!form) return;
  const { quizAnswers } = window;
  const say = form.dataset;
  const PAUSE = 1200; // of typing, in milliseconds
  const LONGEST_WAIT = 30000;
  const KEEPALIVE_BYTES = 30000; // a browser lets little outlive the page
  const client = tabName();
  const status = document.querySelector("[data-quiz-status]");
  let token = form.elements.csrfmiddlewaretoken.value;
  let wait = 1000;
  let retry = 0;
  let state = "online"; // or: lost, session, over

  function forget(key) {
    try { localStorage.removeItem(key); } catch { /* nothing was kept either */ }
  }

  function tabName() {
    const fresh = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
    try {
      const known = sessionStorage.getItem("corpu-quiz-tab") ?? fresh;
      sessionStorage.setItem("corpu-quiz-tab", known);
      return known;
    } catch { return fresh; }
  }

  /* What the server has not acknowledged yet, by person and attempt. */
  const kept = {
    all() {
      try { return JSON.parse(localStorage.getItem(say.key)) ?? {}; } catch { return {}; }
    },
    store(entries) {
      try {
        if (Object.keys(entries).length) localStorage.setItem(say.key, JSON.stringify(entries));
        else localStorage.removeItem(say.key);
      } catch { /* a browser that keeps nothing still saves what can be sent */ }
    },
    put(position, entry) { this.store({ ...this.all(), [position]: entry }); },
    drop(position, entry) {
      const { [position]: there, ...others } = this.all();
      if (there && there.client === entry.client && there.sequence <= entry.sequence) this.store(others);
    },
  };

  const time = new Intl.DateTimeFormat("id-ID", { timeZone: say.zone, hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const at = moment => time.format(new Date(moment)).replaceAll(":", ".");
  const fill = (sentence, value) => sentence.replace(/\[\w+\]/, value);

  class Question {
    constructor(section) {
      this.section = section;
      this.position = section.dataset.position;
      this.note = section.querySelector("[data-note]");
      this.clash = section.querySelector("[data-clash]");
      this.seen = this.highest = Number(section.dataset.sequence);
      this.stored = quizAnswers.written(quizAnswers.read(section));
      this.entry = null;
      this.isSending = this.isRefused = false;
      this.timer = 0;
      if (section.dataset.kind === "ordering") quizAnswers.makeMovable(section, () => this.change(0));
      section.addEventListener("input", ({ target }) => this.change(target.matches("[data-text]") ? PAUSE : 0));
      section.addEventListener("change", () => this.change(0));
      this.clash.querySelector("[data-mine]").addEventListener("click", () => this.settle(true));
      this.clash.querySelector("[data-theirs]").addEventListener("click", () => this.settle(false));
    }

    get isClashing() { return !this.clash.hidden; }

    /* Note what is on the page now; it goes out after the pause, at once if there is none. */
    change(pause) {
      const answer = quizAnswers.read(this.section);
      if (quizAnswers.written(answer) !== (this.entry ? quizAnswers.written(this.entry.answer) : this.stored)) {
        this.noteDown(answer);
      }
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), pause);
      show();
    }

    noteDown(answer) {
      const isWaiting = this.entry && !this.entry.isOut && this.entry.client === client;
      if (!isWaiting) this.highest += 1;
      this.entry = { answer, sequence: this.highest, base: this.seen, client };
      this.isRefused = false;
      kept.put(this.position, this.entry);
      this.say(say.unsaved, "waiting");
    }

    /* Take up what an earlier page could not send. */
    restore(entry) {
      if (entry.sequence > this.seen || entry.client !== client) {
        this.entry = { ...entry, isOut: true }; // perhaps it arrived, and only its answer did not
        this.highest = Math.max(this.highest, entry.sequence);
        quizAnswers.write(this.section, entry.answer);
        this.say(say.unsaved, "waiting");
      } else kept.drop(this.position, entry);
    }

    async send() {
      clearTimeout(this.timer);
      if (!this.entry || this.isSending || this.isClashing || this.isRefused || state === "session" || state === "over") return;
      const { entry } = this;
      entry.isOut = this.isSending = true;
      this.say(say.saving, "waiting");
      show();
      try {
        this.receive(await post(this.section.dataset.url, entry), entry);
      } catch {
        this.say(say.unsaved, "waiting");
        lose();
      } finally {
        this.isSending = false;
        show();
      }
      if (this.entry && this.entry !== entry) await this.send();
    }

    receive({ status: code, body }, entry) {
      if (code === 200 || code === 409) {
        state = "online";
        wait = 1000;
        clock.set(body.now);
        this.seen = body.sequence;
        this.highest = Math.max(this.highest, body.sequence);
        if (quizAnswers.written(body.answer) === quizAnswers.written(entry.answer)) this.acknowledge(body, entry);
        else this.contest(body);
      } else if (code === 410) end();
      else if (code === 401 || code === 403) expire();
      else if (code === 400 || code === 404) this.refuse(body);
      else throw new Error(String(code));
    }

    acknowledge(body, entry) {
      this.stored = quizAnswers.written(body.answer);
      this.section.querySelector("[data-base]").value = body.sequence;
      this.section.querySelector("[data-was]").value = JSON.stringify(body.answer);
      kept.drop(this.position, entry);
      if (this.entry !== entry) {
        this.entry.base = body.sequence;
        return;
      }
      this.entry = null;
      form.dataset.saved = body.saved_at;
      this.say(fill(say.savedAt, at(body.saved_at)), "saved");
    }

    refuse(body) {
      this.isRefused = true;
      this.say(body?.message || say.refused, "problem");
    }

    /* Another tab or device answered too: the person decides. */
    contest(body) {
      this.theirs = body.answer;
      const words = answer => quizAnswers.words(this.section, answer, say.nothing);
      this.clash.querySelector("[data-their-answer]").textContent = words(body.answer);
      this.clash.querySelector("[data-my-answer]").textContent = words(quizAnswers.read(this.section));
      this.clash.hidden = false;
      this.say("", "problem");
    }

    settle(isMine) {
      this.clash.hidden = true;
      const old = this.entry;
      this.entry = null;
      this.stored = quizAnswers.written(this.theirs);
      if (old) kept.drop(this.position, old);
      if (isMine) {
        this.noteDown(quizAnswers.read(this.section));
        this.send();
      } else {
        quizAnswers.write(this.section, this.theirs);
        this.section.querySelector("[data-base]").value = this.seen;
        this.section.querySelector("[data-was]").value = JSON.stringify(this.theirs);
        this.say(say.taken, "saved");
      }
      this.section.querySelector("h2").focus();
      show();
    }

    say(words, tone) {
      this.note.textContent = words;
      this.note.dataset.tone = tone;
    }
  }

  async function post(url, { answer, sequence, base, client: name }, mayRenew = true) {
    const body = JSON.stringify({ answer, sequence, base, client: name });
    const reply = await fetch(url, {
      method: "POST",
      headers: { "Accept": "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
      keepalive: body.length < KEEPALIVE_BYTES,
      body,
    });
    // A login since this page was loaded has changed the token.
    if (reply.status === 403 && mayRenew && await renewToken()) return post(url, { answer, sequence, base, client: name }, false);
    const isJson = reply.headers.get("Content-Type")?.includes("json");
    return { status: reply.status, body: isJson ? await reply.json() : null };
  }

  async function renewToken() {
    const reply = await fetch(location.href);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const found = page.querySelector("form[data-quiz] input[name=csrfmiddlewaretoken]");
    if (found) token = form.elements.csrfmiddlewaretoken.value = found.value;
    return Boolean(found);
  }

  const questions = [...form.querySelectorAll("[data-position]")].map(section => new Question(section));
  const unsaved = () => questions.filter(({ entry }) => entry);
  const flush = () => Promise.all(unsaved().map(question => question.send()));

  /* --- what the page says ------------------------------------------------------------------- */
  function show() {
    questions.forEach(({ section, position }) => {
      const mark = document.querySelector(`[data-map="${position}"]`);
      const isAnswered = quizAnswers.read(section) !== null;
      mark.classList.toggle("is-answered", isAnswered);
      mark.querySelector("[data-map-words]").textContent = `, ${isAnswered ? say.answered : say.unanswered}`;
    });
    const count = document.querySelectorAll("[data-map].is-answered").length;
    document.querySelectorAll("[data-count]").forEach(place => { place.textContent = count; });
    const words = overall();
    if (status.textContent !== words) status.textContent = words;
    status.dataset.tone = unsaved().length ? "waiting" : "saved";
  }

  function overall() {
    const left = unsaved().length;
    if (state === "session" || state === "over") return say[state];
    if (questions.some(({ isClashing }) => isClashing)) return say.clash;
    if (questions.some(({ isRefused }) => isRefused)) return say.refused;
    if (state === "lost" && left) return fill(say.lost, left);
    if (left) return say.saving;
    return say.saved ? fill(say.allSaved, at(say.saved)) : say.fresh;
  }

  function reveal(name) {
    document.querySelectorAll("[data-alert]").forEach(box => { box.hidden = box.dataset.alert !== name; });
  }

  function lose() {
    state = "lost";
    clearTimeout(retry);
    retry = setTimeout(flush, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function expire() {
    state = "session";
    reveal("session");
  }

  function end() {
    state = "over";
    reveal("over");
    handIn();
  }

  async function comeBack() {
    if (state === "session") {
      try {
        if (!await renewToken()) return;
      } catch { return; }
      state = "online";
      reveal("");
    }
    flush();
  }

  /* --- the server's time -------------------------------------------------------------------- */
  const clock = {
    ahead: 0,
    left: document.querySelector("[data-time-left]"),
    spoken: document.querySelector("[data-time-spoken]"),
    set(now) { this.ahead = new Date(now) - Date.now(); },
    tick() {
      const seconds = Math.max(0, Math.ceil((new Date(say.deadline) - Date.now() - this.ahead) / 1000));
      const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(part => String(part).padStart(2, "0"));
      this.left.textContent = (seconds < 3600 ? parts.slice(1) : parts).join(":");
      this.left.dataset.tone = seconds <= 300 ? "problem" : "";
      if (seconds === 300 || seconds === 60) this.spoken.textContent = fill(say.minutesLeft, seconds / 60);
      if (seconds === 0) timeUp();
      else setTimeout(() => this.tick(), 1000 - (Date.now() + this.ahead) % 1000);
    },
  };

  async function timeUp() {
    await flush();
    end();
  }

  /* The server decides whether time is over; until it has answered, nothing kept is forgotten. */
  async function handIn() {
    try {
      const reply = await fetch(say.handIn, { method: "POST", headers: { "X-CSRFToken": token } });
      if (reply.ok && reply.url.endsWith(say.review)) leave();
      else if (!reply.ok && await renewToken()) setTimeout(handIn, wait);
      else if (reply.ok) expire();
    } catch {
      setTimeout(handIn, Math.min(wait *= 2, LONGEST_WAIT));
    }
  }

  /* Who has answers that came too late reads that first. */
  function leave() {
    if (!unsaved().length) location.assign(say.review);
  }

  /* --- begin -------------------------------------------------------------------------------- */
  form.addEventListener("submit", async event => {
    event.preventDefault();
    wait = 1000;
    await (state === "session" ? comeBack() : flush());
    if (event.submitter?.value !== "hand-in") return;
    if (unsaved().length) status.scrollIntoView({ block: "center" });
    else location.assign(say.handIn);
  });
  addEventListener("online", comeBack);
  addEventListener("focus", () => { if (state === "session") comeBack(); });
  addEventListener("visibilitychange", () => (document.hidden ? flush() : comeBack()));
  addEventListener("pagehide", flush);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  addEventListener("beforeunload", event => { if (unsaved().length && state !== "over") event.preventDefault(); });
  clock.set(say.now);
  const waiting = kept.all();
  questions.forEach(question => { if (waiting[question.position]) question.restore(waiting[question.position]); });
  show();
  flush();
  if (say.deadline) clock.tick();
})();
