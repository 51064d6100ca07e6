// The words of a script that comes on request, in the language of the payload: the catalogue is that of the engine.
export function spoken(words, {words: catalogue}) {
  return Object.fromEntries(Object.entries(words).map(([name, english]) => [name, catalogue?.messages[english] ?? english]));
}
