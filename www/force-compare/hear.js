// Plays the chart as sound, note after note. The engine has decided which notes, how high and from which side. Nothing
// sounds before a reader presses the button, and whatever the reader does next stops it.
import {make} from './dom.js';
import {words} from './made/hear_words.js';
import {spoken} from './spoken.js';

// The loudness of a note, of 1, and of the noise for a missing figure: soft, for it is no figure.
const LOUD = 0.25;
const SOFT = 0.06;
// The time in which a browser must have found its loudspeaker, in milliseconds.
const PATIENCE = 3000;

export class Player {
  #controller;
  #panel;
  #button;
  #ids;
  #texts;
  #what;
  #beside;
  // The sound that is playing, and the mark that it has reached.
  #context;
  #mark;

  constructor(controller, host, panel, node, button) {
    this.#controller = controller;
    this.#panel = panel;
    this.#button = button;
    const texts = (this.#texts = spoken(words, controller.payload));
    [this.#what, this.#beside] = [texts.what, texts.other].map((label) => make('select', {'aria-label': label}));
    this.#ids = controller.payload.areas.map(({id}) => id);
    button.after(this.#what, this.#beside);
    this.#offer();
    controller.on(
      host,
      {
        'force-compare-change': () => {
          this.stop();
          this.#offer();
        },
      },
      panel.gone,
    );
    controller.on(node, {toggle: () => node.open || this.stop()});
    controller.on(
      document,
      {
        keydown: ({key}) => key == 'Escape' && this.stop(),
        visibilitychange: () => document.hidden && this.stop(),
      },
      panel.gone,
    );
    for (const select of [this.#what, this.#beside])
      controller.on(select, {
        change: () => {
          this.stop();
          this.#pair();
        },
      });
  }

  // The reader's press on the page made the context: some browsers let nothing else be heard.
  async press(context) {
    if (this.#context) {
      this.stop();
      context.close();
    } else {
      await this.#play(context);
    }
  }

  // Offers each chosen area, to be heard alone or in turns with another.
  #offer() {
    const texts = this.#texts;
    const chosen = this.#panel.report.chips.map(({id, name}) => [id, name]);
    for (const [select, first, template] of [
      [this.#what, texts.all, '{0}'],
      [this.#beside, texts.none, texts.beside],
    ]) {
      const {value} = select;
      const options = chosen.map(([id, name]) =>
        make(
          'option',
          {value: id},
          template.replace('{0}', () => name),
        ),
      );
      select.replaceChildren(make('option', {value: ''}, first), ...options);
      if (chosen.some(([id]) => id == value)) select.value = value;
    }
    // Parts of a total belong to no area.
    this.#what.hidden = this.#panel.report.choice.view == 'breakdown';
    this.#pair();
  }

  // Only a single area can have another beside it.
  #pair() {
    this.#beside.hidden = this.#what.hidden || !this.#what.value;
    for (const option of this.#beside.options) option.disabled = option.value && option.value == this.#what.value;
    if (this.#beside.value == this.#what.value) this.#beside.value = '';
  }

  async #play(context) {
    this.#context = context;
    this.#button.textContent = this.#texts.stop;
    try {
      await this.#controller.whole();
    } catch (error) {
      if (context == this.#context) this.#end();
      throw error;
    }
    // The reader stopped it before it began.
    if (context != this.#context) return;
    this.#controller.settle();
    const running = context.resume();
    await Promise.race([running, new Promise((done) => setTimeout(done, PATIENCE))]);
    if (context != this.#context) return;
    if (context.state != 'running') {
      this.#end();
      this.#controller.say(this.#texts.silent);
      return;
    }
    const place = ({value, hidden}) => (value && !hidden ? this.#ids.indexOf(value) : undefined);
    const one = place(this.#what);
    const {said, notes} = this.#controller.widget.tune(one, place(this.#beside));
    this.#controller.say(said);
    for (const note of notes) {
      sound(context, note);
      this.#mark = note.mark;
      this.#panel.chart.meet(note.mark);
      await new Promise((done) => setTimeout(done, 1000 * (note.length + note.rest)));
      if (context != this.#context) return;
      // An element that left the page, or began anew, falls silent.
      if (!this.#button.isConnected) {
        this.#end();
        return;
      }
    }
    this.#end();
    this.#panel.chart.meet();
    this.#controller.say(this.#texts.end);
  }

  // Stops, and says where: the mark stays highlighted, and the arrow keys go on from there.
  stop() {
    if (!this.#context) return;
    const mark = this.#mark;
    this.#end();
    if (mark !== undefined && this.#button.isConnected) this.#controller.say(this.#controller.widget.mark(mark).short);
  }

  #end() {
    this.#context.close();
    this.#context = this.#mark = undefined;
    this.#button.textContent = this.#texts.play;
  }
}

function sound(context, {pitch, pan, length}) {
  const source =
    pitch === undefined ? noise(context, length) : new OscillatorNode(context, {type: 'triangle', frequency: pitch});
  const gain = new GainNode(context, {gain: 0});
  const from = context.currentTime;
  const loud = pitch === undefined ? SOFT : LOUD;
  // Fades in and out: a sudden beginning or end would click.
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(loud, from + 0.01);
  gain.gain.setValueAtTime(loud, from + length - 0.03);
  gain.gain.linearRampToValueAtTime(0, from + length);
  source.connect(gain).connect(new StereoPannerNode(context, {pan})).connect(context.destination);
  source.start(from);
  source.stop(from + length);
}

function noise(context, length) {
  const buffer = context.createBuffer(1, Math.ceil(length * context.sampleRate), context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let at = 0; at < samples.length; at++) samples[at] = 2 * Math.random() - 1;
  return new AudioBufferSourceNode(context, {buffer});
}
