// The page inside a frame. It takes its state from its address, and tells the page around it how high it is, in every
// form that newsrooms' pages are known to listen for. Article pages do not load this file.
const {href, origin, hash, pathname, search} = location;
const query = new URLSearchParams(search);
const chart = document.querySelector('force-compare');
const box = document.querySelector('main');
// Until there is a chart or a reason why not, the page around the frame knows its height better.
let shown = Boolean(chart.querySelector('figure'));
let tell = () => {};
if (window.parent == window) document.documentElement.classList.add('alone');
else speak();

for (const name of ['areas', 'view', 'measure', 'period', 'words'])
  if (query.has(name)) chart.setAttribute(name, query.get(name));
// The language of the figures, before they arrive and say it.
if (query.has('lang')) document.documentElement.lang = query.get('lang');
const theme = query.get('theme');
if (theme == 'light' || theme == 'dark') document.documentElement.dataset.theme = theme;

// Anyone can make a link to this page. Under the newsroom's address it shows only figures from that address, or others
// could show their own there; the policy holds that even where an address of this server redirects to another. It
// writes the origin out: in WordPress's frames, which have no origin, Safari takes nothing for 'self'.
const rule = document.createElement('meta');
rule.httpEquiv = 'Content-Security-Policy';
rule.content = `connect-src ${origin}`;
document.head.append(rule);
const src = query.get('src');
if (src != null) {
  // The static chart in the page is of other figures.
  chart.replaceChildren();
  shown = false;
  if (ours(src)) chart.setAttribute('src', src);
  else chart.removeAttribute('src');
}
if (!chart.getAttribute('src')) say('address');

chart.addEventListener('force-compare-error', ({detail}) => say(detail.reason));
chart.addEventListener('force-compare-ready', () => {
  document.title = chart.shadowRoot.querySelector('#headline').textContent;
  document.documentElement.lang = chart.shadowRoot.querySelector('figure').lang;
  shown = true;
  tell();
});

function ours(address) {
  try {
    return new URL(address, href).origin == origin;
  } catch {
    return false;
  }
}

// Says in place of the chart why there is none. A static chart that stays tells a reader more.
function say(reason) {
  if (chart.querySelector('figure')) return;
  const called = {version: 'data', policy: 'engine', wasm: 'engine', draw: 'engine'}[reason] ?? reason;
  const texts = [...document.querySelectorAll('[data-trouble]')];
  const fitting = texts.filter(({dataset}) => dataset.trouble == called);
  const said = fitting.find((text) => primary(text) == primary(document.documentElement)) ?? fitting[0];
  for (const text of texts) text.hidden = text != said;
  chart.hidden = true;
  shown = true;
  tell();
}

function primary({lang}) {
  return lang.split('-')[0];
}

function speak() {
  const child = query.get('childId');
  const secret = /[?&]secret=([a-z\d]+)/i.exec(hash)?.[1];
  // Old snippets look for a frame whose address contains the key.
  const key = query.get('chart') ?? (search || pathname);
  let last = 0;
  const sizes = new ResizeObserver(() => requestAnimationFrame(() => tell()));
  const post = (message) => window.parent.postMessage(message, '*');

  // Measures the box, which may shrink: a document's scrollHeight does not while its frame is high.
  tell = (asked) => {
    const height = Math.ceil(box.getBoundingClientRect().height);
    // Without a height the frame is hidden. A height is told twice only when somebody asks.
    if (!shown || !height || (height == last && !asked)) return;
    last = height;
    // The observer misses a change that is undone before it looks again, and this message may cause one: observing anew
    // makes it look.
    sizes.disconnect();
    sizes.observe(box);
    post({sentinel: 'amp', type: 'embed-size', height});
    post({'datawrapper-height': {[key]: height}});
    post(JSON.stringify({src: href, context: 'iframe.resize', height}));
    post(
      JSON.stringify({
        type: 'set-height',
        value: height,
        id: `iframeMessenger:${Math.random().toString(36).slice(2, 7)}`,
      }),
    );
    if (child) post(`pymxPYMx${child}xPYMxheightxPYMx${height}`);
    if (secret) post({message: 'height', value: height, secret});
    try {
      window.requestResize?.();
    } catch {
      /* no frame that sizes itself */
    }
  };

  sizes.observe(box);
  // Where the page around the frame sets the height that it is told, the frame has no scroll bar: that would take its
  // width from the widget and make it higher, go, make it lower, and come again, for ever. Where a page sets limits,
  // frames scroll.
  addEventListener('resize', () =>
    document.documentElement.classList.toggle('sized', Math.abs(innerHeight - last) < 2),
  );
  // A page that begins to listen late asks; Pym tells its width, and WordPress that it is ready.
  addEventListener('message', ({data, source}) => {
    if (source != window.parent || !data) return;
    if (data.type == 'frames-init' || data.message == 'ready' || data.includes?.('xPYMxwidthxPYMx')) tell(true);
  });
  addEventListener('pageshow', () => tell(true));
  document.addEventListener('visibilitychange', () => tell(true));
  if (/\bamp=1\b/.test(hash)) post({sentinel: 'amp', type: 'embed-ready'});
}
