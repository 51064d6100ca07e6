// The words of a script that comes on request, in the language of the payload: the catalogue is that of the engine.
export function spoken(words, {words: catalogue}) {
  const say = (text) => (Array.isArray(text) ? text.map(say) : (catalogue?.messages[text] ?? text));
  return Object.fromEntries(Object.entries(words).map(([name, text]) => [name, say(text)]));
}
