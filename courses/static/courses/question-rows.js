// Adds rows to the form of a question without asking the server; without it the button submits.
(() => {
  const section = document.querySelector("[data-rows]");
  const button = section?.querySelector("[data-add-row]");
  const template = section?.querySelector("[data-row-template]");
  const total = section?.querySelector('[name="rows-TOTAL_FORMS"]');
  if (!button || !template || !total) return;

  button.addEventListener("click", (event) => {
    event.preventDefault();
    const number = Number(total.value);
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", String(number));
    const row = holder.content.querySelector("[data-row]");
    row.querySelector("[data-row-number]").textContent = String(number + 1);
    button.before(row);
    total.value = String(number + 1);
    row.scrollIntoView({ block: "nearest" });
    // The editor takes the place of its field a moment later.
    setTimeout(() => {
      row.querySelector('[contenteditable="true"], input:not([type="hidden"])')?.focus();
    }, 150);
  });
})();
