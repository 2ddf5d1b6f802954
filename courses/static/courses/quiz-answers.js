"use strict";
/* The answers on a quiz page: read one from its inputs, write one back, say one in words. */
window.quizAnswers = (() => {
  const all = (box, selector) => [...box.querySelectorAll(selector)];
  const chosen = section => all(section, "input:checked").map(input => input.value).filter(Boolean);
  const tick = (section, ids) => all(section, "input").forEach(input => { input.checked = ids.includes(input.value); });
  const pairsOf = section => Object.fromEntries(
    all(section, "[data-pair]").filter(({ value }) => value).map(({ dataset, value }) => [dataset.pair, value]));
  const rows = section => all(section, "[data-item]");
  const places = section => rows(section).map(row => row.querySelector("select").value);

  const choice = {
    read: section => (chosen(section).length ? { option: chosen(section)[0] } : null),
    write: (section, answer) => tick(section, answer ? [answer.option] : []),
  };
  const text = {
    read: section => {
      const { value } = section.querySelector("[data-text]");
      return value.trim() ? { text: value } : null;
    },
    write: (section, answer) => { section.querySelector("[data-text]").value = answer ? answer.text : ""; },
  };
  const kinds = {
    single: choice,
    true_false: choice,
    multiple: {
      read: section => (chosen(section).length ? { options: chosen(section) } : null),
      write: (section, answer) => tick(section, answer ? answer.options : []),
    },
    short: text,
    numeric: text,
    essay: text,
    matching: {
      read: section => (Object.keys(pairsOf(section)).length ? { pairs: pairsOf(section) } : null),
      write: (section, answer) => all(section, "[data-pair]").forEach(select => {
        select.value = answer?.pairs[select.dataset.pair] ?? "";
      }),
    },
    ordering: {
      read: section => (places(section).every(Boolean) ? { order: rows(section).map(row => row.dataset.item) } : null),
      write: (section, answer) => {
        const byItem = Object.fromEntries(rows(section).map(row => [row.dataset.item, row]));
        if (answer) arrange(section, answer.order.map(item => byItem[item]).filter(Boolean));
        else rows(section).forEach(row => { row.querySelector("select").value = ""; });
      },
    },
  };

  /* Things to put in order: the rows stand as they are numbered. */
  function arrange(section, ordered) {
    ordered.forEach((row, index) => {
      row.parentNode.append(row);
      row.querySelector("select").value = String(index + 1);
    });
  }

  function move(section, row, to) {
    const ordered = rows(section).filter(other => other !== row);
    ordered.splice(Math.max(0, Math.min(to, ordered.length)), 0, row);
    arrange(section, ordered);
  }

  /* Number selects move their row; the buttons, useless without a script, appear. */
  function makeMovable(section, moved) {
    rows(section).forEach(row => {
      const select = row.querySelector("select");
      select.addEventListener("change", () => {
        if (select.value) move(section, row, Number(select.value) - 1);
        else kinds.ordering.write(section, null);
        select.focus();
        moved();
      });
      all(row, "[data-move]").forEach(button => {
        button.hidden = false;
        button.addEventListener("click", () => {
          move(section, row, rows(section).indexOf(row) + Number(button.dataset.move));
          button.focus();
          moved();
        });
      });
    });
  }

  const labelOf = (section, selector) => section.querySelector(selector)?.textContent.trim() ?? "";
  const words = {
    option: (section, id) => labelOf(section, `[data-words="${CSS.escape(id)}"]`),
    options: (section, ids) => ids.map(id => words.option(section, id)).join("; "),
    text: (section, value) => value,
    pairs: (section, pairs) => Object.entries(pairs).map(([pair, match]) => {
      const select = section.querySelector(`[data-pair="${CSS.escape(pair)}"]`);
      const option = [...(select?.options ?? [])].find(({ value }) => value === match);
      return `${labelOf(section, `[data-words="${CSS.escape(pair)}"]`)}: ${option?.textContent.trim() ?? ""}`;
    }).join("; "),
    order: (section, ids) => ids.map((id, index) => `${index + 1}. ${words.option(section, id)}`).join("; "),
  };

  return {
    read: section => kinds[section.dataset.kind].read(section),
    write: (section, answer) => kinds[section.dataset.kind].write(section, answer),
    makeMovable,
    /* The same text for the same answer, whatever the order of its parts. */
    written: answer => {
      if (!answer) return "";
      if (answer.options) return JSON.stringify({ options: [...answer.options].sort() });
      if (answer.pairs) return JSON.stringify({ pairs: Object.entries(answer.pairs).sort() });
      return JSON.stringify(answer);
    },
    words: (section, answer, nothing) => {
      const [shape, value] = Object.entries(answer ?? {})[0] ?? [];
      return shape ? words[shape](section, value) : nothing;
    },
  };
})();
