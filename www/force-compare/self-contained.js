// The whole widget in one classic script, for pages that allow nothing else: it holds its style sheet and its engine,
// and fetches nothing but the data.
import {defineCss} from './made/define_styles.js';
import {ForceCompare} from './shell.js';

if (!customElements.get('force-compare')) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(defineCss);
  // Before the page's own sheets, which may override it.
  document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
  customElements.define('force-compare', ForceCompare);
}
