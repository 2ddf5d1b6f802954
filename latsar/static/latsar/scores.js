// The score sheet by keyboard: Enter and arrows walk down a column, cells paste from a spreadsheet.
(() => {
  const form = document.querySelector("[data-scores]");
  if (!form) return;
  const rows = [...form.querySelectorAll("tbody tr")]
    .map((row) => [...row.querySelectorAll("[data-score]")])
    .filter((fields) => fields.length);
  let isChanged = false;

  function place(field) {
    const row = rows.findIndex((fields) => fields.includes(field));
    return { row, column: row < 0 ? -1 : rows[row].indexOf(field) };
  }

  function go(row, column) {
    const field = rows[row]?.[column];
    if (!field) return false;
    field.focus();
    field.select();
    return true;
  }

  form.addEventListener("keydown", (event) => {
    const { row, column } = place(event.target);
    if (row < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    if (!go(row + steps[event.key], column) && event.key === "Enter" && !event.shiftKey) {
      form.querySelector("[type=submit]").focus();
    }
  });

  form.addEventListener("paste", (event) => {
    const start = place(event.target);
    if (start.row < 0) return;
    const text = event.clipboardData.getData("text/plain").replace(/(\r?\n)+$/, "");
    const lines = text.split(/\r?\n/).map((line) => line.split("\t"));
    if (lines.length === 1 && lines[0].length === 1) return;
    event.preventDefault();
    lines.forEach((cells, down) => {
      cells.forEach((cell, right) => {
        const field = rows[start.row + down]?.[start.column + right];
        if (field) field.value = cell.trim();
      });
    });
    isChanged = true;
  });

  form.addEventListener("input", () => {
    isChanged = true;
  });
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
  form.querySelector("[aria-invalid]")?.focus();
})();
