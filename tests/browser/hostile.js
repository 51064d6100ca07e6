// A frame's own script: sends harmful messages to the page around it, and keeps them for others to send.
window.messages = [
  null, undefined, true, 0, -1, NaN, 1e300, 5n, '', '{', '{"a":', 'null', '[]', '"x"', '[iFrameSizer]x:1e9:1e9:init', 'pymxPYMxconstructorxPYMxheightxPYMx1e9',
  '{"__proto__": {"height": 5}}', '{"context": "iframe.resize", "height": "<img src=x onerror=window.pwned=1>"}', {toString: 1, valueOf: 1},
  {type: 'embed-size', height: 5n}, {type: 'embed-size', height: {toString: 1, valueOf: 1}}, {type: 'embed-size', height: '<img src=x>'}, {type: 'embed-size', height: -5},
  {type: 'embed-size', height: 1e9}, {type: 'embed-size', height: 'javascript:1'}, {message: 'height', value: [1e9]}, {message: 'ready', toString: null},
  {'datawrapper-height': null}, {'datawrapper-height': 5}, {'datawrapper-height': {constructor: 1e9}}, {sender: 'Flourish', height: Infinity},
  JSON.parse('{"__proto__": {"type": "embed-size", "height": 700}}'), [[[]]], new Map([['type', 'embed-size']]), new Error('x'), new Date(NaN), new Uint8Array(9),
  'x'.repeat(1 << 20), {type: 'x'.repeat(1 << 20)},
];
if (parent != window) for (const message of window.messages) parent.postMessage(message, '*');
