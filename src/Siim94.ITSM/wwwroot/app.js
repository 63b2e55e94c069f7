// Keyboard: g then a letter goes to a page of the menu, / and s go to the search field, n opens a new item.
// Single letters can be switched off on the help page (WCAG 2.1.4).
(() => {
  const off = () => localStorage.getItem("shortcuts") === "off";
  let afterG = false;
  document.addEventListener("keydown", event => {
    const inField = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && inField?.form) {
      event.preventDefault();
      inField.dispatchEvent(new Event("change", { bubbles: true })); // what was typed last counts: the field is not left as with Enter
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
    const targets = { "?": "footer a[href='/aide']", "n": "[data-shortcut=new]", "s": "input[type=search]", "/": "input[type=search]" };
    const target = targets[event.key];
    const element = target && document.querySelector(target);
    if (!element) return;
    event.preventDefault();
    element.matches("input") ? element.focus() : element.click();
  });
  // The title takes the focus when a page opens, so that it is read out; on a slow line it comes late, and must not take it from whoever
  // is typing by then.
  document.addEventListener("focusin", event => {
    if (event.target.matches("h1") && event.relatedTarget?.matches("main :is(input, select, textarea)")) event.relatedTarget.focus();
  });
  // Files go straight to the API, which says in which words a file is refused.
  document.addEventListener("submit", event => {
    const form = event.target.closest("form[data-upload]");
    const file = form?.elements.file.files[0];
    if (!file) return;
    event.preventDefault();
    const [bar, message, button] = ["progress", "[role=alert]", "[type=submit]"].map(selector => form.querySelector(selector));
    const request = new XMLHttpRequest();
    request.open("POST", `${form.dataset.upload}?${new URLSearchParams({ kind: form.elements.kind.value, fileName: file.name })}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = sent => { bar.max = sent.total; bar.value = sent.loaded; };
    request.onloadend = () => {
      if (request.status === 201) { location.href = form.dataset.then + request.response.id; return; }
      bar.hidden = true;
      button.disabled = false;
      const errors = Object.values(request.response?.errors ?? {}).flat().join(" ");
      message.textContent = errors || request.response?.title || message.dataset.otherwise;
    };
    message.textContent = "";
    bar.hidden = false;
    button.disabled = true;
    request.send(file);
  });
  document.addEventListener("click", event => {
    if (event.target.closest("[data-print]")) window.print();
    const toggle = event.target.closest("[data-shortcuts-toggle]");
    if (toggle) { localStorage.setItem("shortcuts", off() ? "on" : "off"); toggle.setAttribute("aria-pressed", String(!off())); }
    const insert = event.target.closest("[data-insert]");
    if (insert) {
      const field = document.getElementById(insert.dataset.insertInto);
      field.setRangeText(insert.dataset.insert, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
    if (event.target.closest("nav a")) { const box = document.getElementById("menu-open"); if (box) box.checked = false; }
  });
})();
