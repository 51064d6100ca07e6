// What an element is made of: its figures, and the words to say them in.
import {payload, start, startWhole} from './engine.js';

// What a page may change.
export function sourceOf({data, src, words, article}) {
  return [data, src, words, article];
}

// The payload, and an engine that can say it: the first speaks English alone, and only the other knows how to add words to a
// payload. What is known of a page beforehand saves its readers from loading both.
export async function made([data, src, words], whole, language) {
  const isForeign = (language = 'en') => words || !/^en\b/i.test(language);
  let [engine, parsed] = await Promise.all([whole || isForeign(language) ? startWhole() : start(), data ?? payload(src)]);
  if (isForeign(parsed?.language)) {
    engine = await startWhole();
    parsed = await engine.worded(parsed, words);
  }
  return [engine, parsed];
}
