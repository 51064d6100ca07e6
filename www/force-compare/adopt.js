// Style sheets from the modules that the build makes: a page has one object of each, and each widget gets those that it
// does not have yet.
const sheets = new Map();

export function adopt(root, css) {
  const {CSSStyleSheet} = (root.ownerDocument ?? root).defaultView;
  let sheet = sheets.get(css);
  // A document takes only its own sheets, and elements are moved from one document to another.
  if (!(sheet instanceof CSSStyleSheet)) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
