// Opens the pages of runs in a browser: page.mjs FOLDER PAGES BROWSER, where FOLDER has node_modules with puppeteer-core and axe-core,
// and PAGES holds asking.html, open.html, large.html, worlds.html and hostile.html. Prints a line a check, as test scripts do.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {resolve} from 'node:path';

const [folder, pages, executablePath] = process.argv.slice(2);
const require = createRequire(pathToFileURL(resolve(folder) + '/'));
const {default: puppeteer} = await import(pathToFileURL(require.resolve('puppeteer-core')));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await puppeteer.launch({executablePath, args: ['--no-sandbox', '--disable-gpu'], timeout: 120000,
    protocolTimeout: 300000});
let failed = 0;

function check(words, is, problem = '') {
    failed += !is;
    console.log(is ? `ok ${words}` : `not ok ${words}${problem ? ': ' + problem : ''}`);
}

// A page, what it complains of, and what it asks for beside itself.
async function open(name, place = '') {
    const page = await browser.newPage();
    const address = pathToFileURL(resolve(pages, name)).href;

    page.complaints = [];
    page.on('console', message => page.complaints.push(message.text()));
    page.on('pageerror', error => page.complaints.push(error.message));
    page.on('request', request => request.url().split('#')[0] !== address && page.complaints.push(request.url()));
    page.on('dialog', dialog => { page.complaints.push('a dialog'); dialog.dismiss(); });
    await page.setViewport({width: 1280, height: 900});
    await page.goto(address + place, {timeout: 120000});
    page.at = () => page.$eval('#scrub', it => +it.value);
    page.said = () => page.$eval('#said', it => it.textContent);
    page.has = selector => page.$eval('body', (it, wanted) => it.querySelector(wanted) !== null, selector);
    page.data = await page.$eval('#data', it => JSON.parse(it.textContent));
    return page;
}

async function close(page, name) {
    check(`${name} complains of nothing and asks nobody`, page.complaints.length === 0, page.complaints.join('; '));
    await page.close();
}

const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); };

// What a key of the stage leads to from a position.
async function keys() {
    const page = await open('open.html');
    const {moments, attempts, last} = page.data;
    const after = (list, at) => list.find(it => it > at) ?? at;
    const before = (list, at) => list.filter(it => it < at).pop() ?? 0;
    const rows = [
        ['ArrowRight', 10, 11], ['l', 10, 11], ['ArrowLeft', 10, 9], ['h', 10, 9],
        ['n', 10, after(moments, 10)], ['PageDown', 10, after(moments, 10)],
        ['N', 10, before(moments, 10)], ['PageUp', 10, before(moments, 10)],
        ['}', 3, after(attempts, 3)], ['{', last, before(attempts, last)],
        ['g', 10, 0], ['Home', 10, 0], ['G', 10, last], ['End', 10, last], ['ArrowLeft', 0, 0], ['ArrowRight', last, last],
        ['n', last, last], ['x', 10, 10]];
    const to = at => page.$eval('#scrub', (it, value) => { it.value = value; it.dispatchEvent(new Event('input')); }, at);

    for (const [key, from, wanted] of rows) {
        await to(from);
        await page.focus('#stage');
        await press(page, key);
        check(`${key} leads from ${from} to ${wanted}`, await page.at() === wanted, String(await page.at()));
    }
    await to(10);
    await page.focus('#stage');
    await press(page, 'n');
    check('the sentence of a step is said', (await page.said()).length > 10);
    await page.click('#keys');
    await page.focus('#stage');
    await to(10);
    await press(page, 'n', 'l');
    check('letters can be switched off', await page.at() === 10);
    await press(page, 'ArrowRight');
    check('arrows stay', await page.at() === 11);
    await page.click('#keys');
    await page.focus('h1').catch(() => {});
    await page.evaluate(() => document.activeElement.blur());
    await press(page, 'n');
    check('keys act on the stage alone', await page.at() === 11);
    await page.focus('#stage');
    await press(page, 'i');
    check('i leads to what is given', await page.evaluate(() => document.activeElement.id === 'given'));
    for (const [action, from, wanted] of [['step', 10, 11], ['back', 10, 9], ['next', 10, after(moments, 10)],
        ['previous', 10, before(moments, 10)], ['attempt', 3, after(attempts, 3)], ['attempt-before', last, before(attempts, last)],
        ['start', 10, 0], ['end', 10, last]]) {
        await to(from);
        await page.click(`[data-do="${action}"]`);
        check(`the button ${action}`, await page.at() === wanted, String(await page.at()));
    }
    await page.focus('#scrub');
    await to(10);
    await press(page, 'ArrowRight');
    check('the scrubber takes arrows', await page.at() === 11);
    check('the scrubber says where it is', await page.$eval('#scrub', it => it.getAttribute('aria-valuetext').length > 10));
    await close(page, 'the page that asks nothing');
}

async function playing() {
    const page = await open('open.html');
    const shown = () => page.$eval('#speed', it => it.textContent);
    const before = await shown();

    await page.focus('#stage');
    await press(page, ']', ']', ']', ']', ']', ']');
    check('] is faster', await shown() === '16×', await shown());
    await press(page, '[', '[', '[', '[', '[', '[');
    check('[ is slower', await shown() === '0.25×' && before !== '0.25×', await shown());
    await press(page, ']', ']', ']', ']', ']', ']', ' ');
    check('Space plays', await page.$eval('[data-do=play]', it => it.getAttribute('aria-pressed')) === 'true');
    await page.waitForFunction(() => document.querySelector('#scrub').value === document.querySelector('#scrub').max, {timeout: 60000});
    check('nothing is said while it plays', await page.said() === '', await page.said());
    check('at the end it stands', await page.$eval('[data-do=play]', it => it.getAttribute('aria-pressed')) === 'false');
    await press(page, ' ', ' ');
    check('from the end it plays again from the start', await page.at() < page.data.last);
    await close(page, 'the page that was played');
}

async function gates() {
    const page = await open('asking.html', '#e39');
    const count = await page.$$eval('template.gate', list => list.length);
    const telling = ['#story', '#outcome', '#causes', '#diagram', '#again'];
    const keeps = async () => {
        for (const selector of telling)
            if (await page.has(selector))
                return false;
        return !(await page.$eval('body', it => it.innerText)).includes('makeitso');
    };

    check('an address leads as far as the first gate', await page.at() < 39 && await page.has('fieldset'));
    check('the page asks at several gates', count >= 2);
    const gate = await page.at();
    await page.focus('#stage');
    await press(page, 'n', 'ArrowRight', 'G', ' ');
    check('nothing leads past a gate', await page.at() === gate);
    check('it is said that a guess comes first', (await page.said()).startsWith('First a guess'));
    check('what tells is not in the document', await keeps());
    await press(page, 'ArrowLeft');
    check('one may step back from it', await page.at() === gate - 1 && await page.has('fieldset'));
    await press(page, 'ArrowRight', '1');
    check('a digit guesses, and the next gate asks', await page.at() >= gate && await keeps());
    for (let i = 1; i < count; i++) {
        await page.focus('#stage');
        await press(page, 'G');
        await page.waitForSelector('fieldset');
        check(`what tells is not in the document at gate ${i + 1}`, await keeps());
        if (i === 1) {
            await page.click('fieldset label:nth-of-type(2)');
            await page.click('fieldset [type=submit]');
        } else {
            await press(page, 'Escape');
        }
    }
    await page.focus('#stage');
    await press(page, 'G');
    for (const selector of telling)
        check(`behind the last gate there is ${selector}`, await page.has(selector));
    check('no gate is left', !await page.has('fieldset'));
    check('what was guessed is told at the end', await page.$$eval('#told p', list => list.length) === 2);
    await page.click('#story li:nth-of-type(2) a');
    await new Promise(done => setTimeout(done, 100));
    check('a line of the story leads to its moment', await page.at() === page.data.moments[1], String(await page.at()));
    check('and is marked', await page.$eval('#story li:nth-of-type(2)', it => it.getAttribute('aria-current') === 'step'));
    await close(page, 'the page that asks');
}

// Rows as wide as the grid, at each position of a page.
async function grids() {
    const page = await open('large.html');
    const wrong = await page.evaluate(() => {
        const scrub = document.querySelector('#scrub'), wrong = [];

        for (let at = 0; at <= +scrub.max; at++) {
            scrub.value = at;
            scrub.dispatchEvent(new Event('input'));
            for (const [selector, columns] of [['.wide', 80], ['.narrow', 40]])
                for (const row of document.querySelectorAll(`${selector} > div`)) {
                    const width = [...row.children].reduce((sum, it) => sum + +/n(\d+)/.exec(it.className)[1], 0);

                    if (width !== columns)
                        wrong.push(`${at} ${selector} ${width}`);
                }
        }
        return wrong;
    });

    check('every row of every frame is whole', wrong.length === 0, wrong.slice(0, 3).join('; '));
    await close(page, 'the largest page');
}

async function sizes() {
    const page = await open('open.html');

    for (const [width, height, seen] of [[360, 740, '.narrow'], [1366, 768, '.wide'], [1920, 1080, '.wide']]) {
        await page.setViewport({width, height});
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);

        check(`at ${width} pixels nothing is wider than the window`, wide <= width, String(wide));
        check(`at ${width} pixels the stage is ${seen} and in full`, await page.evaluate(selector => {
            const it = document.querySelector(selector).getBoundingClientRect(), stage = document.querySelector('#stage');

            return it.width > 0 && it.right <= stage.getBoundingClientRect().right && stage.scrollWidth <= stage.clientWidth;
        }, seen));
    }
    await page.emulateMediaType('print');
    check('on paper there are no buttons', await page.$eval('#controls', it => it.getBoundingClientRect().height === 0));
    check('on paper there is the story', await page.$eval('#story', it => it.getBoundingClientRect().height > 0));
    check('it prints', (await page.pdf({format: 'A4'})).length > 10000);
    await page.emulateMediaType('screen');
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: 'dark'}]);
    check('it follows light and dark', await paper() !== light);
    await close(page, 'the page in all sizes');
}

async function audit(page, words) {
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => axe.run());

    check(`axe finds nothing ${words}`, violations.length === 0,
        violations.map(it => `${it.id}: ${it.nodes.map(node => node.html).slice(0, 3).join(' ')}`).join('; '));
}

async function accessible() {
    for (const scheme of ['light', 'dark']) {
        const asking = await open('asking.html'), told = await open('open.html');

        for (const page of [asking, told])
            await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
        await audit(asking, `before a gate, ${scheme}`);
        await asking.focus('#stage');
        await press(asking, 'G');
        await audit(asking, `at a gate, ${scheme}`);
        await audit(told, `where all is told, ${scheme}`);
        await told.setViewport({width: 360, height: 740});
        await audit(told, `on a phone, ${scheme}`);
        await asking.close();
        await told.close();
    }
}

async function worlds() {
    const page = await open('worlds.html');

    await page.focus('#stage');
    await press(page, 'n');
    check('n leads to where worlds part', await page.at() === page.data.moments[0], String(await page.at()));
    check('it is said of both worlds', /sequential: .*fan-out: /.test(await page.said()), await page.said());
    await press(page, 'G');
    check('worlds have an end', await page.at() === page.data.last);
    await audit(page, 'beside each other');
    await page.setViewport({width: 360, height: 740});
    await audit(page, 'beside each other on a phone');
    check('worlds fit a phone', await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
    await close(page, 'the page of two worlds');
}

async function hostile() {
    const page = await open('hostile.html');

    await page.focus('#stage');
    await press(page, 'n', 'n', 'G', '1', 'G', '1', 'G');
    check('a title is text', await page.title() === '</title><script>hacked = 1</script>', await page.title());
    check('a question is text', (await page.$eval('header p', it => it.textContent)).startsWith('"><img src=x'));
    check('nothing of a file runs', await page.evaluate(() => typeof hacked) === 'undefined');
    check('no element of a file is one', !await page.has('img, b, [onload], [onerror]'));
    await close(page, 'the page of hostile names');
}

async function addresses() {
    const html = readFileSync(resolve(pages, 'asking.html'), 'utf8') + readFileSync(resolve(pages, 'open.html'), 'utf8');
    const named = new Set(html.match(/\b[a-z]+:\/\/[^\s"'<]*/g));

    named.delete('https://naildrivin5.com/blog/2023/12/20/picard-sidekiq-tip--split-up-independant-operations.html');
    check('no address is named but the article\'s', named.size === 0, [...named].join(' '));
}

for (const part of [keys, playing, gates, grids, sizes, accessible, worlds, hostile, addresses])
    await part().catch(error => check(part.name, false, error.message));
await browser.close();
process.exit(failed ? 1 : 0);
