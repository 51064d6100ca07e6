// The code of a newsroom with its own build: every line is checked against the package's types, and run.
import 'force-compare/define.css';
import type {State} from 'force-compare';
import {ForceCompare} from 'force-compare';
import {ForceCompare as SameClass} from 'force-compare/element';
import manifest from 'force-compare/custom-elements.json';
import wasm from 'force-compare/wasm?url';

const element = document.createElement('force-compare');
element.src = '/data.json';
element.areas = ['kent', 'essex'];
element.setState({view: 'ranking'});
document.addEventListener('force-compare-ready', ({detail}: CustomEvent<State>) => {
  document.body.dataset.shown = [detail.view, ...detail.areas].join(' ');
});
element.addEventListener('force-compare-error', ({detail: {reason, message}}) => console.error(reason, message));
document.body.append(element);

document.body.dataset.known = String(ForceCompare === SameClass && element instanceof ForceCompare && manifest.schemaVersion && wasm.length > 0);
const picture: Promise<string> = element.exportSVG();
picture.then((svg) => document.body.dataset.picture = svg.slice(0, 4));

// @ts-expect-error there is no such view
element.view = 'pie';
// @ts-expect-error a state has no colour
element.setState({colour: 'red'});
// @ts-expect-error the reason is one of six
element.addEventListener('force-compare-error', ({detail}) => detail.reason == 'weather');
element.view = 'ranking';
