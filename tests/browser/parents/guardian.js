// The Guardian's rules for what iframe-messenger (github.com/guardian/iframe-messenger, 0.2.7) sends, as the listener of its
// pages for frames has them (github.com/guardian/dotcom-rendering): a text of JSON, from the window of one of the frames.
window.addEventListener('message', function (event) {
  var frames = [].slice.call(document.querySelectorAll('iframe')).filter(function (frame) {
    return frame.contentWindow === event.source;
  });
  if (!frames.length) return;
  try {
    var message = JSON.parse(event.data);
    if (message.type !== 'set-height') return;
    frames.forEach(function (frame) {
      var height = typeof message.value === 'number' ? message.value : parseInt(message.value, 10);
      if (Number.isInteger(height)) frame.height = String(height);
    });
  } catch (error) { /* not one of its own */ }
});
