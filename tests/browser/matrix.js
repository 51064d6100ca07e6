// A page's own script, before the widget's: on request it makes engines stop, or gives them little memory.
{
  const {dataset} = document.documentElement;
  // Builds the smallest module that stops.
  const stop = () => {
    const bytes = Uint8Array.of(
      0,
      97,
      115,
      109,
      1,
      0,
      0,
      0,
      1,
      4,
      1,
      96,
      0,
      0,
      3,
      2,
      1,
      0,
      7,
      5,
      1,
      1,
      116,
      0,
      0,
      10,
      5,
      1,
      3,
      0,
      0,
      11,
    );
    new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.t();
  };
  // Reads a number of variable length, and where the next one begins.
  const number = (bytes, at) => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return [value, at];
    }
  };
  const written = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...written(value >> 7)]);
  // Limits the module to so many more pages of memory than it begins with.
  const limited = (bytes, more) => {
    for (let at = 8; at < bytes.length;) {
      const [size, start] = number(bytes, at + 1);
      if (bytes[at] == 5) {
        const [least] = number(bytes, start + 2);
        const body = [1, 1, ...written(least), ...written(least + more)];
        return Uint8Array.from([
          ...bytes.slice(0, at),
          5,
          ...written(body.length),
          ...body,
          ...bytes.slice(start + size),
        ]);
      }
      at = start + size;
    }
  };
  const usual = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (response, imports) => {
    dataset.instances = 1 + Number(dataset.instances ?? 0);
    const made = dataset.pages
      ? await WebAssembly.instantiate(
          limited(new Uint8Array(await (await response).arrayBuffer()), Number(dataset.pages)),
          imports,
        )
      : await usual.call(WebAssembly, response, imports);
    const exports = {};
    for (const [name, value] of Object.entries(made.instance.exports)) {
      exports[name] =
        typeof value != 'function'
          ? value
          : (...given) => {
              if (dataset.stop == 'next') {
                delete dataset.stop;
                stop();
              }
              return value(...given);
            };
    }
    return {instance: {exports}};
  };
  // Applies the page's style sheet, and the changes that its scripts make to shared objects.
  if (dataset.css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(dataset.css);
    document.adoptedStyleSheets = [sheet];
  }
  if (dataset.patch == 'more') {
    Array.prototype.last = function () {
      return this[this.length - 1];
    };
    Array.prototype.toJSON = function () {
      return String(this);
    };
    Array.prototype.flatten = Array.prototype.contains = () => false;
  }
  if (dataset.patch == 'broken')
    Array.prototype.forEach = () => {
      throw new TypeError("not the page's own");
    };
  addEventListener('pageshow', ({persisted}) => (dataset.persisted = persisted));
}
