// Style sheets, from modules that the bundle step makes: one of each a page, added to those of a widget that does not have
// it yet.
const sheets = new Map();

export function adopt(root, css) {
  const {CSSStyleSheet} = (root.ownerDocument ?? root).defaultView;
  let sheet = sheets.get(css);
  // A document takes only its own, and elements are moved from one to another.
  if (!(sheet instanceof CSSStyleSheet)) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
