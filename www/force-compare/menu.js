// The disclosure "Download and share", filled when it is first opened.
import {make} from './dom.js';
import {home} from './home.js';
import {css} from './menu_styles.js';
import {escaped, tag} from './recorder.js';
import {words} from './words.js';

let styled;

export function menu(controller, host, widget, node) {
  if (node.querySelector('button')) return;
  const root = node.getRootNode();
  if (!styled) {
    styled = new CSSStyleSheet();
    styled.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(styled)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styled];

  const said = make('div', {class: 'taken'});
  const say = (text, ...more) => {
    said.replaceChildren(make('p', {}, text), ...more);
    controller.say(text);
  };

  const save = (kind, type) => async () => {
    const made = await controller.export(kind);
    const name = `${slug(controller.payload.title)}.${kind}`;
    // Excel takes a file for UTF-8 only when it begins with this mark.
    const href = URL.createObjectURL(new Blob(kind == 'csv' ? ['\ufeff', made] : [made], {type}));
    make('a', {href, download: name}).click();
    // Browsers read it in their own time after the click.
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    say(words.saved.replace('{0}', () => name));
  };

  const copy = (text) => async () => {
    const copied = text();
    try {
      await navigator.clipboard.writeText(copied);
      say(words.copied);
    } catch {
      // Pages without https, and readers, may refuse.
      const field = make('textarea', {readonly: '', rows: '4', 'aria-label': words.refused});
      field.value = copied;
      say(words.refused, field);
      field.focus();
      field.select();
    }
  };

  const here = () => controller.link() ?? page();
  const actions = [
    [words.png, save('png', 'image/png')],
    [words.svg, save('svg', 'image/svg+xml')],
    [words.csv, save('csv', 'text/csv')],
    [words.link, copy(here)],
  ];
  // What came through the property alone stands at no address, nor does a widget within a page's own script.
  if (home && host.src && !host.data) actions.push([words.embed, copy(() => embed(host.src, controller.state, here(), widget))]);

  const buttons = actions.map(([label, action]) => {
    const button = make('button', {type: 'button'}, label);
    button.addEventListener('click', () => action().catch((error) => {
      console.error(error);
      say(words.failed);
    }));
    return button;
  });
  // The summary stays in its place: a reader's focus is on it. What an earlier attempt said goes.
  node.children[1]?.remove();
  node.append(make('div', {class: 'take'}, ...buttons), said);
}

// The address that the page itself says is its own.
function page() {
  return (document.querySelector('link[rel=canonical]')?.href || location.href).split('#')[0];
}

function slug(title) {
  return title.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'figures';
}

// The widget as it is, for another page: a link stands where scripts do not run.
function embed(src, {areas, view, measure, periods}, href, widget) {
  const address = (name, base) => new URL(name, base).href;
  return [
    tag('link', {rel: 'stylesheet', href: address('define.css', home)}),
    tag('script', {type: 'module', src: address('define.js', home)}, ''),
    tag('force-compare', {src: address(src, document.baseURI), areas: areas.join(' '), view, measure, period: periods.join(' ')},
      tag('a', {href}, escaped(widget.querySelector('h3').textContent))),
  ].join('\n');
}
