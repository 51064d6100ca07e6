// Fills the disclosure "Hear, download, share" when it is first opened.
import {adopt} from './adopt.js';
import {make} from './dom.js';
import {base} from './base.js';
import {menuCss} from './made/menu_styles.js';
import {escaped, tag} from './recorder.js';
import {spoken} from './spoken.js';
import {words} from './made/download_words.js';

export function menu(controller, host, panel, node) {
  // While this script loaded, the element may have left the page, or begun anew.
  if (!node.isConnected || node.querySelector('button')) return;
  adopt(node.getRootNode(), menuCss);
  const texts = spoken(words, controller.payload);
  const said = make('div', {class: 'taken'});
  const say = (text, ...more) => {
    said.replaceChildren(make('p', {}, text), ...more);
    controller.say(text);
  };

  const save = (kind, type) => async () => {
    const made = await controller.export(kind);
    const name = `${slug(controller.payload.title)}.${kind}`;
    // Excel reads a file as UTF-8 only when it begins with this mark.
    const href = URL.createObjectURL(new Blob(kind == 'csv' ? ['\ufeff', made] : [made], {type}));
    make('a', {href, download: name}).click();
    // Browsers read it some time after the click.
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    say(texts.saved.replace('{0}', () => name));
  };

  const copy = (text) => async () => {
    const copied = text();
    try {
      await navigator.clipboard.writeText(copied);
      say(texts.copied);
    } catch {
      // Pages without https, and readers, may refuse.
      const field = make('textarea', {readonly: '', rows: '4', 'aria-label': texts.refused});
      field.value = copied;
      say(texts.refused, field);
      field.focus();
      field.select();
    }
  };

  const here = () => controller.link() ?? page();
  const actions = [
    [texts.png, save('png', 'image/png')],
    [texts.svg, save('svg', 'image/svg+xml')],
    [texts.csv, save('csv', 'text/csv')],
    [texts.link, copy(here)],
  ];
  // Figures from the property alone have no address, nor has a widget within a page's own script.
  if (base && host.src && !host.data)
    actions.push([texts.embed, copy(() => embed(host, controller.state, here(), panel.node))]);

  const buttons = actions.map(([label, action]) => {
    const button = make('button', {type: 'button'}, label);
    button.addEventListener('click', () =>
      action().catch((error) => {
        console.error(error);
        say(texts.failed);
      }),
    );
    return button;
  });
  if (globalThis.AudioContext) buttons.push(hear(controller, host, panel, node, texts, say));
  // The summary is not replaced: a reader's focus is on it.
  node.append(make('div', {class: 'take'}, ...buttons), said);
}

// Makes the button that plays the chart as sound; the script for that comes with the first press.
function hear(controller, host, panel, node, texts, say) {
  const button = make('button', {type: 'button'}, texts.hear);
  const fail = (error) => {
    console.error(error);
    say(texts.failed);
  };
  let player;
  button.addEventListener('click', async () => {
    // Made within the press itself, or some browsers keep it silent.
    const context = new AudioContext();
    let heard;
    try {
      heard = await (player ??= panel.hear().then(({Player}) => new Player(controller, host, panel, node, button)));
    } catch (error) {
      player = undefined;
      context.close();
      fail(error);
      return;
    }
    heard.press(context).catch(fail);
  });
  return button;
}

// The address that the page gives as its own.
function page() {
  return (document.querySelector('link[rel=canonical]')?.href || location.href).split('#')[0];
}

function slug(title) {
  return (
    title
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'figures'
  );
}

// The widget as it stands, for another page: in a frame, because another site's page may load no scripts, and asks
// nothing of this server but the frame. The embed page shows only figures from its own address; for others, the code
// has the element itself.
function embed(host, {areas, view, measure, periods}, href, widget) {
  const address = (name, from = base) => new URL(name, from);
  const [data, page] = [address(host.src, document.baseURI), address('embed.html')];
  const title = widget.querySelector('#headline').textContent;
  const [area, period] = [areas.join(' '), periods.join(' ')];
  if (data.origin == page.origin) {
    const asked = {src: data.pathname + data.search, areas: area, view, measure, period};
    if (!/^en\b/i.test(widget.lang)) asked.lang = widget.lang;
    if (host.words) asked.words = new URL(host.words, document.baseURI).pathname;
    page.search = new URLSearchParams(asked);
    const height = Math.ceil(host.getBoundingClientRect().height);
    return [
      tag('iframe', {src: page, title, width: '100%', height, loading: 'lazy', frameborder: '0'}, ''),
      // Where the script runs, the frame is as high as the chart; where a site takes it out, the height above stays.
      tag('script', {type: 'module', src: address('parent.js')}, ''),
    ].join('\n');
  }
  return [
    tag('link', {rel: 'stylesheet', href: address('define.css')}),
    tag('script', {type: 'module', src: address('define.js')}, ''),
    tag(
      'force-compare',
      {src: data, areas: area, view, measure, period, words: host.words ? address(host.words, document.baseURI) : null},
      tag('a', {href}, escaped(title)),
    ),
  ].join('\n');
}
