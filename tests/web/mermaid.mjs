// Reads diagrams with Mermaid's own parser: mermaid.mjs FOLDER NAMES.json, where FOLDER has node_modules with mermaid and
// jsdom, and NAMES maps a file to {"title": …, "participants": […]}, what must be read from it. Prints a line a file, as
// test scripts do.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {basename, resolve} from 'node:path';

const [folder, names] = process.argv.slice(2);
const require = createRequire(pathToFileURL(resolve(folder) + '/'));
const {JSDOM} = require('jsdom');
const {window} = new JSDOM('');

globalThis.window = window;
globalThis.document = window.document;

const {default: mermaid} = await import(pathToFileURL(require.resolve('mermaid')));
const decoded = text => text.replace(/ﬂ°°(\d+)¶ß/g, (_, number) => String.fromCodePoint(number));
let failed = 0;

mermaid.initialize({startOnLoad: false});
for (const [file, wanted] of Object.entries(JSON.parse(readFileSync(names, 'utf8')))) {
    const text = readFileSync(file, 'utf8');
    let problem = '';

    try {
        const {type, db} = await mermaid.mermaidAPI.getDiagramFromText(text);
        const participants = [...db.getActors().values()].map(actor => decoded(actor.description));
        const drawn = text.split('\n').filter(line => /^  ([JB]\d|Note over)/.test(line)).length;

        if (type !== 'sequence')
            problem = `it is a ${type}`;
        else if (decoded(db.getDiagramTitle()) !== wanted.title)
            problem = `its title is ${decoded(db.getDiagramTitle())}`;
        else if (wanted.participants && JSON.stringify(participants) !== JSON.stringify(wanted.participants))
            problem = `its participants are ${participants}`;
        else if (db.getMessages().length !== drawn)
            problem = `it has ${db.getMessages().length} lines, not ${drawn}`;
    } catch (error) {
        problem = error.message;
    }
    failed += problem !== '';
    console.log(problem ? `not ok mermaid reads ${basename(file)}: ${problem.replace(/\n/g, ' ')}`
                        : `ok mermaid reads ${basename(file)}`);
}
process.exit(failed ? 1 : 0);
