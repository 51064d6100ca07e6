// For pages that frame the embed page, where none of the scripts that size frames runs already: gives each frame the
// height that it asks for, in whatever form it asks. It works as a module and as a plain script, once for all frames of
// a page.
{
  const LEAST = 100;
  const MOST = 10_000;

  // Pym, iframe-resizer; AMP and @newswire/frames, Infogram and Medium, Flourish; the Guardian, WordPress; Datawrapper.
  const wanted = (data) => {
    if (typeof data == 'string') {
      const [, , kind, value] = data.split('xPYMx');
      if (kind == 'height') return value;
      const sized = /^\[iFrameSizer\].*?:([\d.]+):/.exec(data);
      if (sized) return sized[1];
      try {
        data = JSON.parse(data);
      } catch {
        return;
      }
    }
    if (!data) return;
    const {type, context, sender, message} = data;
    if (type == 'embed-size' || context == 'iframe.resize' || sender == 'Flourish') return data.height;
    if (type == 'set-height' || message == 'height') return data.value;
    return Object.values(data['datawrapper-height'] ?? {})[0];
  };

  addEventListener('message', ({data, source}) => {
    const told = wanted(data);
    // Anyone may send anything: some values are no numbers, and some cannot even be asked.
    const height = /number|string/.test(typeof told) && Math.ceil(told);
    if (!(height > 0)) return;
    for (const frame of document.querySelectorAll('iframe')) {
      // No frame sets the height of another.
      if (frame.contentWindow != source) continue;
      const edges = getComputedStyle(frame).boxSizing == 'border-box' ? frame.offsetHeight - frame.clientHeight : 0;
      frame.style.height = `${Math.min(Math.max(height, LEAST), MOST) + edges}px`;
    }
  });

  // Frames that were there first told their height to nobody, so they are asked to tell it again.
  const ask = () => {
    for (const frame of document.querySelectorAll('iframe'))
      frame.contentWindow?.postMessage({sentinel: 'amp', type: 'frames-init'}, '*');
  };
  ask();
  if (document.readyState == 'loading') addEventListener('DOMContentLoaded', ask);
}
