// Puts the words of a script that loads on request into the language of the payload, by the engine's catalogue.
export function spoken(words, {words: catalogue}) {
  const say = (text) => (Array.isArray(text) ? text.map(say) : (catalogue?.messages[text] ?? text));
  return Object.fromEntries(Object.entries(words).map(([name, text]) => [name, say(text)]));
}
