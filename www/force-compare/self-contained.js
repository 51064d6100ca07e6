// All of the widget in one classic script, for pages into which nothing else can be put: its style sheet and its engine
// stand in it, and nothing but the data is fetched.
import {defineCss} from './made/define_styles.js';
import {ForceCompare} from './shell.js';

if (!customElements.get('force-compare')) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(defineCss);
  // Before those of the page, which may say otherwise.
  document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
  customElements.define('force-compare', ForceCompare);
}
