// Parts of a page that follow what others do: whether news may be shown now, and when it is worth asking again.

globalThis.live = {
  // What somebody is about to press, to read on or to type into.
  pointedAt: "a, button, input, select, textarea, label, summary, tr",

  parts: new Map(),

  begin(region, part) {
    const held = { is: false };
    const ask = () => part.invokeMethodAsync("Settle");
    const leave = () => setTimeout(() => {
      if (held.is && live.stateOf(region) === "free") ask();
    });
    const look = () => document.hidden || ask();
    region.addEventListener("pointerout", leave);
    region.addEventListener("focusout", leave);
    document.addEventListener("visibilitychange", look);
    live.parts.set(region, { held, end: () => document.removeEventListener("visibilitychange", look) });
  },

  // "hidden": nobody looks; "pointed": something would move under the pointer or the cursor; else "free".
  stateOf(region) {
    if (document.hidden) return "hidden";
    const isPointed = matchMedia("(hover: hover)").matches
      && Array.from(region.querySelectorAll(":hover")).some(element => element.matches(live.pointedAt));
    const focused = document.activeElement;
    const state = isPointed || (region.contains(focused) && focused.matches(live.pointedAt)) ? "pointed" : "free";
    const part = live.parts.get(region);
    if (part) part.held.is = state === "pointed";
    return state;
  },

  end(region) {
    live.parts.get(region)?.end();
    live.parts.delete(region);
  },
};

// Notices that the browser shows over whatever is on the screen, once somebody has pressed to allow it; parts of pages are told.
globalThis.popups = {
  parts: new Map(),

  state() {
    return "Notification" in window ? Notification.permission : "unsupported";
  },

  begin(key, part) {
    popups.parts.set(key, part);
    return popups.state();
  },

  end(key) {
    popups.parts.delete(key);
  },

  async ask() {
    await Notification.requestPermission();
    popups.parts.forEach(part => part.invokeMethodAsync("Settle", popups.state()));
  },

  show(notices) {
    for (const { id, title, text, address } of notices) {
      const shown = new Notification(title, { body: text, tag: `notice-${id}`, icon: "/icon.svg" });
      shown.addEventListener("click", () => {
        window.focus();
        location.assign(address);
      });
    }
  },
};

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-allows-popups]")) popups.ask();
});
