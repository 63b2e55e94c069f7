// Keyboard: g then a letter goes to a page of the menu, / and s go to the search field, n opens a new item.
// Single letters can be switched off on the help page (WCAG 2.1.4).
(() => {
  const off = () => localStorage.getItem("shortcuts") === "off";
  let afterG = false;
  document.addEventListener("keydown", event => {
    const inField = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && inField?.form) {
      event.preventDefault();
      inField.form.requestSubmit();
      return;
    }
    if (inField || off() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (afterG) {
      afterG = false;
      document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`)?.click();
      return;
    }
    if (event.key === "g") { afterG = true; setTimeout(() => { afterG = false; }, 1500); return; }
    const target = { "?": "footer a[href='/aide']", "n": "[data-shortcut=new]", "s": "input[type=search]", "/": "input[type=search]" }[event.key];
    const element = target && document.querySelector(target);
    if (!element) return;
    event.preventDefault();
    element.matches("input") ? element.focus() : element.click();
  });
  document.addEventListener("click", event => {
    if (event.target.closest("[data-print]")) window.print();
    const toggle = event.target.closest("[data-shortcuts-toggle]");
    if (toggle) { localStorage.setItem("shortcuts", off() ? "on" : "off"); toggle.setAttribute("aria-pressed", String(!off())); }
    if (event.target.closest("nav a")) { const box = document.getElementById("menu-open"); if (box) box.checked = false; }
  });
})();
