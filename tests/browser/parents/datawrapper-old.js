// The rules of the snippet that Datawrapper gave out until about 2022, and that old articles still run: the frame is found
// by the key, as an identifier or as a part of its address.
window.addEventListener('message', function (event) {
  if (event.data['datawrapper-height'] === undefined) return;
  for (var key in event.data['datawrapper-height']) {
    var frame = document.getElementById('datawrapper-chart-' + key) || document.querySelector("iframe[src*='" + key + "']");
    if (frame) frame.style.height = event.data['datawrapper-height'][key] + 'px';
  }
});
