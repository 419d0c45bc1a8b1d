// What the page knows: the edition, the chosen unit as it was last built. Parts listen to changes.

import * as api from "./api.js";
import { listen } from "./events.js";

const target = new EventTarget();

export const state = {
  edition: null, // of /api/edition
  units: [],
  name: "", // of the chosen unit
  view: null, // of /api/units/U
};

/** Calls `act` with what is told, whenever `what` happens. */
export const on = (what, act) => target.addEventListener(what, (event) => act(event.detail));

/** Tells all who listen to `what`. */
export const tell = (what, detail) => target.dispatchEvent(new CustomEvent(what, { detail }));

let asked = 0;

/** Asks for the chosen unit again; of several answers only that to the last question counts. */
export async function refresh() {
  const number = (asked += 1);
  const name = state.name;
  if (!name) return;
  let view;
  try {
    view = await api.unit(name);
  } catch (error) {
    if (error instanceof api.Refused) tell("failure", error.message);
    return; // without a connection the event stream says so
  }
  if (number !== asked || name !== state.name) return;
  const before = state.view;
  state.view = view;
  tell("view", { view, before: before?.name === view.name ? before : null });
}

/** Chooses a unit and shows it. */
export async function choose(name) {
  if (name === state.name) return;
  state.name = name;
  state.view = null;
  history.replaceState(null, "", `#${encodeURIComponent(name)}`);
  tell("chosen", name);
  await refresh();
}

async function start() {
  try {
    state.edition = await api.edition();
  } catch (error) {
    if (error instanceof api.Refused) tell("failure", error.message);
    return;
  }
  setUnits(state.edition.units);
  tell("edition", state.edition);
}

function setUnits(units) {
  state.units = units;
  tell("units", units);
  const wanted = decodeURIComponent(location.hash.slice(1));
  const known = units.some((unit) => unit.name === state.name);
  const named = (name) => units.find((unit) => unit.name === name);
  if (!known && units.length) choose((named(wanted) ?? named(state.edition?.chosen) ?? units[0]).name);
}

/** Connects, and keeps what is known up to date. */
export function connect() {
  listen({
    units: (units) => state.edition && setUnits(units),
    unit: (event) => {
      if (event.unit !== state.name) return;
      if (event.what === "office") tell("office-changed");
      refresh();
    },
    open: async () => {
      tell("connected");
      const name = state.name;
      await start();
      if (name === state.name) refresh(); // else it was asked for when it was chosen
    },
    lost: () => tell("lost"),
    locked: () => tell("locked"),
  });
}
