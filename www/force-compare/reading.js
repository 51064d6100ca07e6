// Reads the words of an article as `check` reads them, with their places in the page: a quotation is found again
// whatever the markup around it. The build takes the rules of what is read from the checker.
import {INLINE, LEFT_OUT} from './made/reading_rules.js';

export class Reading {
  // The characters that carry meaning, joined; and each text node that has any, with the place where its own begin and
  // whether a gap stands before them. Places within a node are counted only when they are asked for.
  #text = '';
  #pieces = [];
  #gap = false;

  constructor(root) {
    this.#read(root);
  }

  // The range of a text-quote selector (W3C Web Annotation Data Model, 2017). There is none where the words are gone,
  // where most of the text around them is different, or where two places match equally well.
  find({exact, prefix = '', suffix = ''}) {
    const [words, before, after] = [exact, prefix, suffix].map(folded);
    if (!words) return;
    let [best, most, tied] = [-1, -1, false];
    for (let at = this.#text.indexOf(words); at >= 0; at = this.#text.indexOf(words, at + 1)) {
      const alike = this.#alike(before, at) + this.#alike(after, at + words.length, 1);
      if (alike < most || !this.#isWhole(at, at + words.length)) continue;
      tied = alike == most;
      if (!tied) [best, most] = [at, alike];
    }
    if (best < 0 || tied || most < (before.length + after.length) / 2) return;
    const [first, last] = [this.#place(best), this.#place(best + words.length - 1)];
    const range = document.createRange();
    range.setStart(first.node, first.from);
    range.setEnd(last.node, last.to);
    return range;
  }

  #read(parent) {
    for (const node of parent.childNodes) {
      if (node.nodeType == Node.TEXT_NODE) {
        this.#take(node);
      } else if (node.nodeType == Node.ELEMENT_NODE) {
        const within = node.matches(INLINE);
        this.#gap ||= !within;
        if (!node.matches(LEFT_OUT)) this.#read(node);
        this.#gap ||= !within;
      }
    }
  }

  #take(node) {
    const said = folded(node.data);
    if (said) {
      this.#pieces.push({node, start: this.#text.length, gap: this.#gap});
      this.#text += said;
      this.#gap = false;
    }
    this.#gap ||= /\s$/.test(node.data);
  }

  // The place of a character of the text: its node, from where to where, and whether a gap stands before it.
  #place(at) {
    let [low, high] = [0, this.#pieces.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#pieces[middle].start <= at) low = middle;
      else high = middle;
    }
    let {node, start, gap} = this.#pieces[low];
    let from = 0;
    for (const sign of node.data) {
      const to = from + sign.length;
      // One character may count as two: an ellipsis, or a letter and its accent.
      const units = sign > ' ' && sign < '\x7f' ? 1 : folded(sign).length;
      if (start + units > at) return {node, from, to, gap: gap && start == at};
      start += units;
      from = to;
      gap = units ? false : gap || /\s/.test(sign);
    }
  }

  // Whether nothing goes on at the ends: `118` does not stand in `1,118`, nor in `118.5`.
  #isWhole(start, end) {
    return !this.#goesOn(start, -1) && !this.#goesOn(end - 1, 1);
  }

  #goesOn(inside, step) {
    const outside = inside + step;
    const joined = (at) => isWord(this.#text[at]) && !this.#place(step < 0 ? at + 1 : at).gap;
    if (!isWord(this.#text[inside])) return false;
    if (joined(outside)) return true;
    const point = /[.,]/.test(this.#text[outside]) && !this.#place(step < 0 ? inside : outside).gap;
    return point && /\d/.test(this.#text[outside + step]) && joined(outside + step);
  }

  // How many characters next to a place are as they were: those before it backwards, or those after it.
  #alike(words, at, step = -1) {
    let same = 0;
    const own = (i) => (step < 0 ? words[words.length - 1 - i] : words[i]);
    const here = (i) => this.#text[step < 0 ? at - 1 - i : at + i];
    while (same < words.length && own(same) == here(same)) same++;
    return same;
  }
}

function isWord(sign) {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}

// Leaves out spaces of any kind, soft hyphens and other characters without a width, and makes one form of quotation
// marks, dashes and accented letters, which are typed in more than one way.
function folded(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return text.replaceAll(' ', '');
  return text
    .normalize('NFKD')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/\p{Pd}|−/gu, '-');
}
