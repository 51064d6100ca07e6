// WordPress's rules for an embedded post, as src/js/_enqueues/wp/embed.js of WordPress 6 has them: the frame is found by the
// secret in its address and by its window, and gets between 200 and 1,000 pixels; frames that were first are told "ready".
window.addEventListener('message', function (event) {
  var data = event.data;
  if (!(data || data.secret || data.message || data.value) || /[^a-zA-Z0-9]/.test(data.secret)) return;
  var frames = document.querySelectorAll('iframe[data-secret="' + data.secret + '"]');
  for (var i = 0; i < frames.length; i++) {
    if (event.source !== frames[i].contentWindow) continue;
    frames[i].removeAttribute('style');
    if (data.message !== 'height') continue;
    var height = parseInt(data.value, 10);
    frames[i].height = height > 1000 ? 1000 : ~~height < 200 ? 200 : height;
  }
});
document.addEventListener('DOMContentLoaded', function () {
  var frames = document.querySelectorAll('iframe.wp-embedded-content');
  for (var i = 0; i < frames.length; i++) {
    frames[i].contentWindow.postMessage({message: 'ready', secret: frames[i].getAttribute('data-secret')}, '*');
  }
});
