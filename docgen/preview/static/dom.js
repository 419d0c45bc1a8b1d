// Elements made by hand: what comes from content is put in as text, never as HTML.

/** The element of this id. */
export const by = (id) => document.getElementById(id);

/**
 * A new element.
 * `how` holds properties (`className`, `onclick`), attributes with a dash or `role`, and `data`;
 * children are elements or texts; what is null or false is left out.
 */
export function el(name, how = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(how)) {
    if (value === null || value === undefined) continue;
    if (key === "data") Object.assign(element.dataset, value);
    else if (key.includes("-") || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button that says `text` and does `act`. */
export const button = (text, act, how = {}) =>
  el("button", { type: "button", onclick: act, ...how }, text);

/** A button with a sign, named for screen readers and shown as a tip. */
export const sign = (icon, label, act, how = {}) =>
  button(icon, act, { title: label, "aria-label": label, ...how });

const reachable = "button, a[href], input, textarea";

/** Makes what is in a panel anew; the keyboard stays at the same control of the same entry. */
export function renew(panel, children) {
  const held = document.activeElement;
  const inside = panel.contains(held) && held !== panel;
  const { id, number } = inside ? whereIn(held) : {};
  panel.replaceChildren(...children.filter(Boolean));
  if (!inside) return;
  const entry = id ? panel.querySelector(`li[data-id="${CSS.escape(id)}"]`) : panel;
  const controls = entry?.querySelectorAll(reachable) ?? [];
  (controls[Math.min(number, controls.length - 1)] ?? panel).focus({ preventScroll: true });
}

/** `show` of a view in a panel, which waits while somebody types in a form of the same unit there. */
export function unhurried(panel, show) {
  let later = null;
  let shown = null; // the unit
  const now = (view) => {
    const waits = view.name === shown && panel.querySelector("form.inline :focus, form.inline.opened");
    later = waits ? view : null;
    if (later) return;
    shown = view.name;
    show(view);
  };
  panel.addEventListener("focusout", () => setTimeout(() => later && now(later)));
  return now;
}

function whereIn(held) {
  const entry = held.closest("li[data-id]");
  const among = entry ?? held.closest('[role="tabpanel"]');
  return { id: entry?.dataset.id, number: [...among.querySelectorAll(reachable)].indexOf(held) };
}

/** Puts an element to a box in points, at a scale in pixels a point. */
export function putAt(element, box, scale, margin = 0) {
  element.style.left = `${box.x * scale - margin}px`;
  element.style.top = `${box.y * scale - margin}px`;
  element.style.width = `${box.width * scale + 2 * margin}px`;
  element.style.height = `${box.height * scale + 2 * margin}px`;
  return element;
}

/** Whether keys that are typed now belong to a field. */
export const typing = (target) =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Calls `act` once, when no call has come for `wait` milliseconds. */
export function calm(act, wait) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
}
