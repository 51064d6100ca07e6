// The rules of the snippet that Datawrapper gives out today: whatever the key, the frame is the one that sent it. It reads
// each message's field without asking whether there is a message.
window.addEventListener('message', function (event) {
  if (event.data['datawrapper-height'] === undefined) return;
  var frames = document.querySelectorAll('iframe');
  for (var key in event.data['datawrapper-height']) {
    for (var i = 0; i < frames.length; i++) {
      if (frames[i].contentWindow === event.source) frames[i].style.height = event.data['datawrapper-height'][key] + 'px';
    }
  }
});
