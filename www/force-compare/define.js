// Makes <force-compare> known to the page.
import {ForceCompare} from './shell.js';

if (!customElements.get('force-compare')) customElements.define('force-compare', ForceCompare);
