// Runs the module over cases: a list of {sheet, files: {name: path}} in a file. Prints a list of what came of each.
const {readFileSync} = require('node:fs');

const [, , glue, cases] = process.argv;
const {Folder} = require(glue);

const texts = JSON.parse(readFileSync(cases, 'utf8')).map(({sheet, files}) => {
  const folder = new Folder();
  for (const [name, path] of Object.entries(files)) {
    folder.add(name, readFileSync(path));
  }
  const text = folder.work(sheet);
  folder.free();
  return text;
});
process.stdout.write(JSON.stringify(texts));
