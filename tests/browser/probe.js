// The tests' server puts this first in every page: it keeps what a browser says of the page, in all engines alike.
window.__probe = {problems: [], events: [], shift: 0, moved: [], paints: [], dots: [], notes: [], sounds: 0, open: 0};
{
  const {problems} = window.__probe;
  const said = (kind, text) => problems.push(`${kind}: ${text}`);
  for (const level of ['error', 'warn']) {
    const usual = console[level];
    console[level] = (...parts) => {
      said(`console.${level}`, parts.map(String).join(' '));
      usual.apply(console, parts);
    };
  }
  // It captures, because the error of a failed load does not bubble.
  addEventListener(
    'error',
    ({target, message, filename, lineno}) => {
      if (target === window) said('error', `${message} (${filename}:${lineno})`);
      else said('not loaded', target.src ?? target.href ?? target.localName);
    },
    true,
  );
  addEventListener('unhandledrejection', ({reason}) => said('unhandled rejection', String(reason)));
  document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sourceFile, lineNumber}) => {
    said('policy', `${violatedDirective} refused ${blockedURI} (${sourceFile}:${lineNumber})`);
  });
  for (const name of ['ready', 'change', 'select', 'error']) {
    document.addEventListener(`force-compare-${name}`, ({detail, target: {id}}) =>
      window.__probe.events.push({name, detail, id}),
    );
  }
  // Each painting of a canvas begins with its scale.
  const {scale} = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.scale = function (...by) {
    window.__probe.paints.push(this.canvas.className);
    if (!this.canvas.className) window.__probe.dots = [];
    scale.apply(this, by);
  };
  // The dots of the latest picture, in the order in which they are painted.
  const {arc} = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.arc = function (x, y, ...more) {
    if (!this.canvas.className) window.__probe.dots.push([x, y]);
    arc.call(this, x, y, ...more);
  };
  // A clock that a test can stop. While it stands, `pass` alone moves the time, fires the timers and brings the frames,
  // so that a test sees the same moments on a fast machine and on a slow one.
  const {
    requestAnimationFrame: frame,
    cancelAnimationFrame: cancelFrame,
    setTimeout: timer,
    clearTimeout: cancelTimer,
  } = window;
  const now = performance.now.bind(performance);
  const frames = new Map(),
    timers = new Map();
  let stopped = false,
    time = 0,
    last = 0;
  performance.now = () => (stopped ? time : now());
  window.requestAnimationFrame = (call) => {
    if (!stopped) return frame.call(window, call);
    // Below zero, where the browser has no numbers of its own.
    frames.set(--last, call);
    return last;
  };
  window.cancelAnimationFrame = (number) => {
    frames.delete(number) || cancelFrame.call(window, number);
  };
  window.setTimeout = (call, wait = 0, ...given) => {
    if (!stopped) return timer.call(window, call, wait, ...given);
    timers.set(--last, {due: time + wait, call: () => call(...given)});
    return last;
  };
  window.clearTimeout = (number) => {
    timers.delete(number) || cancelTimer.call(window, number);
  };
  window.__probe.clock = {
    // Resolves once the frames have come that the browser had promised before.
    stop() {
      time = now();
      stopped = true;
      return new Promise((resolve) => frame.call(window, () => frame.call(window, resolve)));
    },
    // Moves the time on by so many milliseconds: first the timers that are due, then one frame.
    pass(milliseconds) {
      time += milliseconds;
      for (const [number, {due, call}] of [...timers]) if (due <= time && timers.delete(number)) call();
      for (const [number, call] of [...frames]) if (frames.delete(number)) call(time);
    },
    // How many frames the page waits for.
    get frames() {
      return frames.size;
    },
    // Lets the time run again.
    start() {
      stopped = false;
      for (const {call} of timers.values()) timer.call(window, call);
      for (const call of frames.values()) frame.call(window, call);
      timers.clear();
      frames.clear();
    },
  };
  // Keeps each note as it is asked for, so that machines without a loudspeaker will do. Their sound contexts never run,
  // and every test would wait in vain: so all contexts say that they run, until a test wants one that does not.
  if (globalThis.AudioContext) {
    const contexts = AudioContext.prototype;
    let state = 'running';
    Object.defineProperty(contexts, 'state', {get: () => state});
    contexts.resume = () => (state == 'running' ? Promise.resolve() : new Promise(() => {}));
    window.__probe.silent = () => {
      state = 'suspended';
    };
    const {close} = contexts;
    contexts.close = function () {
      window.__probe.open--;
      // A context that never ran may never close either.
      close.call(this).catch(() => {});
      return Promise.resolve();
    };
    window.AudioContext = class extends AudioContext {
      constructor(...given) {
        super(...given);
        window.__probe.sounds++;
        window.__probe.open++;
      }
    };
    // Follows a note from its source, to know its pitch, its loudness and its side.
    for (const kind of [OscillatorNode, AudioBufferSourceNode]) {
      const {start} = kind.prototype;
      kind.prototype.start = function (...when) {
        window.__probe.notes.push([this.frequency?.value ?? null, this.side]);
        return start.apply(this, when);
      };
    }
    const {connect} = AudioNode.prototype;
    AudioNode.prototype.connect = function (to, ...more) {
      (to.from ??= []).push(this);
      if (to instanceof StereoPannerNode) for (const source of this.from ?? []) source.side = to.pan.value;
      return connect.call(this, to, ...more);
    };
  }
  // Only tests need the engine's memory: it is caught as the module starts.
  const memories = [];
  window.__probe.memory = () => memories.reduce((sum, {buffer}) => sum + buffer.byteLength, 0);
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const usual = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await usual.apply(WebAssembly, given);
      memories.push((made.instance ?? made).exports.memory);
      return made;
    };
  }
  // Chromium alone measures this.
  if (PerformanceObserver.supportedEntryTypes?.includes('layout-shift')) {
    new PerformanceObserver((list) => {
      for (const {value, hadRecentInput, startTime, sources} of list.getEntries()) {
        // A scroll bar that comes as the page loads moves everything sideways: that is the page, not the widget.
        const sideways = sources.every(({previousRect, currentRect}) => previousRect.y == currentRect.y);
        if (hadRecentInput || sideways) continue;
        window.__probe.shift += value;
        const moved = sources.map(
          ({node, previousRect: {y}, currentRect}) => `${node?.nodeName} from ${y} to ${currentRect.y}`,
        );
        window.__probe.moved.push(`${value} at ${startTime}: ${moved}`);
      }
    }).observe({type: 'layout-shift', buffered: true});
  }
}
