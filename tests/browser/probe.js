// The tests' server puts this first in every page: it keeps what a browser says of the page, in all engines alike.
window.__probe = {problems: [], events: [], shift: 0, moved: [], paints: [], notes: [], sounds: 0, open: 0};
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
  // Capturing, for what fails to load does not bubble.
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
    scale.apply(this, by);
  };
  // Sound: a note when it is asked for, so that machines without a loudspeaker will do. Their contexts never run, and would
  // have every test wait in vain: all say that they run, until a test wants one that does not.
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
      // What never ran may never close either.
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
    // The way of a note: its source, how loud, from where.
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
  // The engine's memory is nobody's business but a test's: it is caught as the module starts.
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
