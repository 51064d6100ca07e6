// Loads the words of a payload's language, and before them a newsroom's own: for each English text of the engine, a
// text to say instead. Whatever goes wrong here, the widget is shown, in English where there are no better words.
import {languages} from './made/languages.js';

const FORMAT = 'force-compare-words/1';

// Catalogues by language and address. The engine keeps each for as long as the page lives, so there is one of each.
const known = new Map();

// Resolves to the payload with its words in it, or to the payload itself where it has none.
export async function worded(payload, address) {
  const language = payload?.language ?? 'en';
  const key = `${language} ${address}`;
  if (!known.has(key)) known.set(key, catalogue(language, address));
  const words = await known.get(key);
  return words ? {...payload, words} : payload;
}

async function catalogue(language, address) {
  const ours = languages[primary(language)];
  const [first, own] = await Promise.all([
    ours && read(language, ours),
    address && read(language, () => fetch(new URL(address, document.baseURI))),
  ]);
  if (!first || !own) return own || first;
  return {...first, number: {...first.number, ...own.number}, messages: {...first.messages, ...own.messages}};
}

// Reads a catalogue and leaves out its faulty texts; nothing where all of it is faulty.
async function read(language, ask) {
  let address = language;
  try {
    const response = await ask();
    address = response.url || language;
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const {format, language: own = '', number = {}, messages} = await response.json();
    if (format != FORMAT || typeof messages != 'object') throw new Error(`it is not of the form ${FORMAT}`);
    if (primary(own) != primary(language)) throw new Error(`it is in “${own}”, and the data are in “${language}”`);
    const wrong = Object.keys(messages).filter((english) => !isSound(english, messages[english]));
    if (wrong.length) {
      warn(address, `left out, for they need a text with the same places such as {0}: ${wrong.join(' | ')}`);
      for (const english of wrong) delete messages[english];
    }
    return {language: own, number, messages};
  } catch (error) {
    warn(address, `other words are said instead (${error.message})`);
  }
}

function warn(address, what) {
  console.warn(`force-compare: the words of ${address}: ${what}`);
}

function primary(language) {
  return language.split(/[-_]/)[0].toLowerCase();
}

// Whether a text has the same places as the English. Of several plural forms, each may say its number in a word.
function isSound(english, said) {
  if (typeof said == 'string') return has(english, said) && has(said, english);
  return Object.values(said ?? [0]).every((form) => typeof form == 'string' && has(english, form));
}

// Whether a text has every place of the other.
function has(text, other) {
  return (other.match(/\{\d\}/g) ?? []).every((place) => text.includes(place));
}
