// The words of an article as `check` reads them, and where in the page they stand: a quotation is found again whatever the
// markup around it. The rules of what is read come from the checker, by the bundle step.
import {INLINE, LEFT_OUT} from './reading_rules.js';

export class Reading {
  // The signs that say something, joined; and for each, the text node and the place in it, and whether a gap stands before.
  #text = '';
  #nodes = [];
  #starts = [];
  #ends = [];
  #gaps = [];
  #gap = false;

  constructor(root) {
    this.#read(root);
  }

  // The range of a text-quote selector (W3C Web Annotation Data Model, 2017), or nothing: where the words are gone, where
  // most of what stood around them is another text, and where two places are equally alike.
  find({exact, prefix = '', suffix = ''}) {
    const [words, before, after] = [exact, prefix, suffix].map((part) => [...part].map(folded).join(''));
    if (!words) return;
    let [best, most, tied] = [-1, -1, false];
    for (let at = this.#text.indexOf(words); at >= 0; at = this.#text.indexOf(words, at + 1)) {
      if (!this.#isWhole(at, at + words.length)) continue;
      const alike = this.#alike(before, at) + this.#alike(after, at + words.length, 1);
      tied = alike == most;
      if (alike > most) [best, most, tied] = [at, alike, false];
    }
    if (best < 0 || tied || most < (before.length + after.length) / 2) return;
    const last = best + words.length - 1;
    const range = document.createRange();
    range.setStart(this.#nodes[best], this.#starts[best]);
    range.setEnd(this.#nodes[last], this.#ends[last]);
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
    let at = 0;
    for (const sign of node.data) {
      const start = at;
      at += sign.length;
      const said = folded(sign);
      if (!said) this.#gap ||= /\s/.test(sign);
      // One sign may say two: an ellipsis, or a letter and its accent.
      for (const unit of said.split('')) {
        this.#text += unit;
        this.#nodes.push(node);
        this.#starts.push(start);
        this.#ends.push(at);
        this.#gaps.push(this.#gap);
        this.#gap = false;
      }
    }
  }

  // Whether nothing goes on at the ends: `118` does not stand in `1,118`, nor in `118.5`.
  #isWhole(start, end) {
    return !this.#goesOn(start, -1) && !this.#goesOn(end, 1);
  }

  #goesOn(at, step) {
    const [inside, outside] = step < 0 ? [at, at - 1] : [at - 1, at];
    const gap = (place) => this.#gaps[step < 0 ? place + 1 : place];
    if (!isWord(this.#text[inside]) || gap(outside)) return false;
    if (isWord(this.#text[outside])) return true;
    return /[.,]/.test(this.#text[outside]) && !gap(outside + step) && /\d/.test(this.#text[outside + step]);
  }

  // How many signs next to a place are as they were: those before it backwards, or those after it.
  #alike(words, at, step = -1) {
    let same = 0;
    const own = (i) => step < 0 ? words[words.length - 1 - i] : words[i];
    const here = (i) => this.#text[step < 0 ? at - 1 - i : at + i];
    while (same < words.length && own(same) == here(same)) same++;
    return same;
  }
}

function isWord(sign) {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}

// Spaces of any kind, soft hyphens and other signs without a width say nothing; quotation marks, dashes and accented letters
// are typed in more than one way.
function folded(sign) {
  if (sign > ' ' && sign < '\x7f') return sign;
  return sign.normalize('NFKD').replace(/[\s\p{Cf}]/gu, '').replace(/[‘’‚‛′]/g, "'").replace(/[“”„‟«»]/g, '"').replace(/\p{Pd}|−/gu, '-');
}
