// What the page says, in the language that the browser asks for.

import { en } from "./strings_en.js";
import { zh } from "./strings_zh.js";

const LANGUAGES = { zh, en };

/** The first language of the browser that the page has; English where it has none. */
const language = (navigator.languages ?? [navigator.language])
  .map((tag) => tag.split("-")[0].toLowerCase())
  .find((tag) => tag in LANGUAGES) ?? "en";

/** The sentence of a key; those that count take their numbers. */
export function t(key, ...values) {
  const sentence = LANGUAGES[language][key];
  if (sentence === undefined) return key;
  return typeof sentence === "function" ? sentence(...values) : sentence;
}

/** Puts the sentences into what stands in the HTML. */
export function speak(root) {
  root.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(element.dataset.label));
    if (element.matches("button")) element.title = t(element.dataset.label);
  }
  for (const element of root.querySelectorAll("[data-placeholder]")) element.placeholder = t(element.dataset.placeholder);
}
