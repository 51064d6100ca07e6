// The figures of an element, and an engine that can say them in their language.
import {payload, start, startWhole} from './engine.js';

// The parts of its source that a page may change.
export function sourceOf({data, src, words, article}) {
  return [data, src, words, article];
}

// Resolves to an engine and the payload. The first engine speaks English alone, and only the whole one can add words to
// a payload. Where the page tells beforehand that the whole one is needed, its readers need not load both.
export async function loadSource([data, src, words], whole, language) {
  const isForeign = (language = 'en') => words || !/^en\b/i.test(language);
  let [engine, parsed] = await Promise.all([
    whole || isForeign(language) ? startWhole() : start(),
    data ?? payload(src),
  ]);
  if (isForeign(parsed?.language)) {
    engine = await startWhole();
    parsed = await engine.worded(parsed, words);
  }
  return [engine, parsed];
}
