// Reloads the page after a rebuild, and shows the problem if a build fails. Only `serve` adds this script.
const build = new URL(import.meta.url).search.slice(1);
let heard = 0;
let box;

async function follow() {
  for (;;) {
    // A browser opens few connections to one server, so hidden tabs leave them to the visible ones.
    while (document.hidden) {
      await new Promise((seen) => document.addEventListener('visibilitychange', seen, {once: true}));
    }
    try {
      const {turn, build: latest, problem} = await (await fetch(`/__serve/since/${heard}`)).json();
      if (latest != build) {
        location.reload();
        return;
      }
      heard = turn;
      show(problem);
    } catch {
      // The server has stopped; it may start again.
      await new Promise((later) => setTimeout(later, 1000));
    }
  }
}

function show(problem) {
  if (!problem) {
    box?.remove();
    box = undefined;
    return;
  }
  if (!box) {
    box = document.createElement('pre');
    box.setAttribute('role', 'alert');
    Object.assign(box.style, {
      position: 'sticky', insetBlockStart: 0, zIndex: 2147483647, margin: 0, padding: '1em', maxHeight: '40vh',
      overflow: 'auto', background: '#fff', color: '#1a1a1a', borderBlockEnd: '4px solid #1a1a1a',
      font: '14px/1.45 monospace', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere',
    });
    document.body.prepend(box);
  }
  box.textContent = `The site could not be rebuilt; this page is from the last good build.\n\n${problem}`;
}

// A page in a frame reloads with the page around it.
if (window.parent == window) follow();
