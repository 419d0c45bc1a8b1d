// What the server tells, as it happens: server-sent events, read by fetch since they need the token.

import { request } from "./api.js";
import { enter } from "./entry.js";

const SOON = 500; // milliseconds until a lost connection is tried again, then twice as long
const SELDOM = 8000;

/**
 * Listens to what the server tells, as long as the page is seen: a browser has six connections to
 * a server for all its tabs. It connects again by itself. `heard` has the handlers `units`,
 * `unit`, `open`, `lost` and `locked`, after which it is not tried again.
 */
export function listen(heard) {
  let stop = new AbortController();
  const connect = () => {
    stop.abort();
    stop = new AbortController();
    if (!document.hidden) stay(heard, stop.signal);
  };
  document.addEventListener("visibilitychange", connect);
  connect();
}

async function stay(heard, signal) {
  let wait = SOON;
  // What goes wrong where it is heard is no loss of the connection.
  const hear = (kind, data) => queueMicrotask(() => heard[kind]?.(data));
  while (!signal.aborted) {
    try {
      await enter();
      const { body } = await request("/api/events", { signal });
      hear("open");
      wait = SOON;
      for await (const { kind, data } of events(body)) hear(kind, data);
    } catch (error) {
      if (error.status === 403) return hear("locked");
    }
    if (signal.aborted) return;
    hear("lost");
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(2 * wait, SELDOM);
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (text + value).split("\n\n");
    text = parts.pop();
    for (const part of parts) if (!part.startsWith(":")) yield event(part);
  }
}

function event(part) {
  const lines = part.split("\n").map((line) => line.split(/: (.*)/s));
  const { event: kind, data } = Object.fromEntries(lines);
  return { kind, data: JSON.parse(data) };
}
