// The script of a page of a run. It shows the frames that the page holds, as they are asked for by buttons, keys, the
// scrubber, the story's lines and the address; where a gate is, it stops and asks. It lays out nothing, and every
// sentence and every answer that it shows stands in the page.
'use strict';
{
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const data = JSON.parse($('#data').textContent);
  const stage = $('#stage'), scrub = $('#scrub'), said = $('#said'), keys = $('#keys'), asked = $('#asked');
  const gates = all('template.gate'), answers = all('template.after');
  let at = 0, speed = data.speed, timer = 0;
  // The gate that comes next, whether it asks now, and what was said to those before it.
  let gate = 0, isOpen = false;
  const reveals = [];

  // A grid of cells: frames are laid over each other up to the one that is to be seen.
  const characters = /\n|[^\p{Mn}\p{Me}\n][\p{Mn}\p{Me}]*/gu;

  class Grid {
    constructor(frames, element) {
      Object.assign(this, frames, {element});
      element.append(...Array.from({length: this.rows}, () => document.createElement('div')));
      this.clear();
    }

    clear() {
      this.cells = Array.from({length: this.rows}, () => []);
      this.next = 0;
    }

    lay(frame) {
      for (const piece of frame ? frame.split('\f') : []) {
        const row = this.cells[piece.charCodeAt(0) - 40], text = piece.slice(2);
        let column = piece.charCodeAt(1) - 40;

        for (const part of (text[0] === '\b' ? data.texts[+text.slice(1)] : text).split('\t')) {
          for (const character of part.slice(1).match(characters) ?? [])
            row[column++] = [part[0], character === '\n' ? '' : character];
          while (part.length === 1 && column < this.columns)
            row[column++] = [part[0], ' '];
        }
      }
    }

    show(frame) {
      if (frame < this.next)
        this.clear();
      while (this.next <= frame)
        this.lay(this.frames[this.next++]);
      this.cells.forEach((row, number) => this.write(row, this.element.children[number]));
    }

    // Cells of one look are one element, of as many columns.
    write(row, line) {
      const runs = [];

      for (const [look, character] of row) {
        const run = runs[runs.length - 1];

        if (run && run.look === look)
          run.text += character, run.columns++;
        else
          runs.push({look, text: character, columns: 1});
      }
      line.replaceChildren(...runs.map(run => {
        const span = document.createElement('span');

        span.className = `k${run.look} n${run.columns}`;
        span.textContent = run.text;
        return span;
      }));
    }

    text(row, rows) {
      return this.cells.slice(row, row + rows).map(line => line.map(cell => cell[1]).join('').trim()).join(' ').trim();
    }
  }

  const grids = data.grids.map((frames, number) => new Grid(frames, stage.children[number]));
  const sentence = () => grids[1].text(...data.sentence);

  const placeOf = link => +link.hash.slice(2);
  const isAsking = () => isOpen && at === +gates[gate].dataset.at;

  // Shows where one is. What is asked for is spoken; what is played is not.
  function show(isSpoken) {
    for (const grid of grids)
      grid.show(isAsking() ? data.last + 1 + gate : at);
    scrub.value = at;
    scrub.setAttribute('aria-valuetext', sentence());
    if (isSpoken)
      said.textContent = isAsking() ? $('legend', asked).textContent : sentence();
    const lines = all('#story li'), current = lines.filter(line => placeOf($('a', line)) <= at).pop();

    for (const line of lines)
      line.removeAttribute('aria-current');
    current?.setAttribute('aria-current', 'step');
    if (at === data.last && !isOpen)
      $('#told').append(...reveals.splice(0));
  }

  // To a position, or as far as the next gate lets one come.
  function go(to, isSpoken) {
    const end = gate < gates.length ? +gates[gate].dataset.at : data.last;

    at = Math.max(0, Math.min(to, end));
    if (gate < gates.length && at === end && !isOpen)
      ask();
    show(isSpoken);
  }

  const asksFirst = () => { said.textContent = gates[gate].dataset.first; };

  function ask() {
    isOpen = true;
    pause();
    asked.replaceChildren(gates[gate].content.cloneNode(true));
    const form = $('form', asked);

    form.addEventListener('submit', event => {
      event.preventDefault();
      answer($('input:checked', form).value);
    });
    $('.skip', form).addEventListener('click', () => answer(null));
  }

  // The gate is over: what it kept back may be seen from now on; behind the last one all is told.
  function answer(choice) {
    const after = answers[gate].content;
    const reveal = choice === null ? null : $(`[data-choice="${choice}"]`, after);
    const hadFocus = asked.contains(document.activeElement);

    if (reveal)
      reveals.push(reveal);
    $('#track').prepend($('svg', after));
    asked.replaceChildren();
    isOpen = false;
    gate++;
    if (gate === gates.length)
      $('#account-here').replaceWith($('#account').content);
    if (hadFocus)
      stage.focus();
    go(at, true);
    if (!isOpen && choice !== null && at < data.last)
      play();
  }

  function choose(number) {
    const choices = all('input', asked);

    if (isOpen && number <= choices.length)
      answer(choices[number - 1].value);
  }

  const playing = $('[data-do=play]');

  function pause() {
    clearTimeout(timer);
    timer = 0;
    playing.setAttribute('aria-pressed', 'false');
  }

  function tick() {
    do
      go(at + 1, false);
    while (timer && at < data.last && data.stays[at] === 0);
    if (timer && at < data.last)
      wait();
    else
      pause();
  }

  function wait() {
    timer = setTimeout(tick, data.stays[at] * 100 / data.speeds[speed][0]);
  }

  function play() {
    if (at === data.last)
      go(0, false);
    playing.setAttribute('aria-pressed', 'true');
    wait();
  }

  function pace(by) {
    speed = Math.max(0, Math.min(data.speeds.length - 1, speed + by));
    $('#speed').textContent = data.speeds[speed][1];
  }

  const after = list => list.find(position => position > at) ?? at;
  const before = list => list.findLast(position => position < at) ?? (list === data.moments ? 0 : at);
  const move = to => { pause(); isAsking() && to > at ? asksFirst() : go(to, true); };
  const actions = {
    step: () => move(at + 1),
    back: () => move(at - 1),
    next: () => move(after(data.moments)),
    previous: () => move(before(data.moments)),
    attempt: () => move(after(data.attempts)),
    'attempt-before': () => move(before(data.attempts)),
    start: () => move(0),
    end: () => move(data.last),
    play: () => timer ? pause() : isAsking() ? asksFirst() : play(),
    slower: () => pace(-1),
    faster: () => pace(1),
    given: () => { $('#given').scrollIntoView(); $('#given').focus(); }
  };

  for (const button of all('[data-do]'))
    button.addEventListener('click', actions[button.dataset.do]);
  scrub.addEventListener('input', () => { pause(); go(+scrub.value, false); });

  // Keys act while the stage has the focus: those that are characters can be switched off.
  stage.addEventListener('keydown', event => {
    const key = event.key === ' ' ? 'Space' : event.key;
    const button = all('[data-keys]').find(it => it.dataset.keys.split(' ').includes(key));

    if (event.ctrlKey || event.altKey || event.metaKey || (key.length === 1 && !keys.checked))
      return;
    if (/^[1-9]$/.test(key))
      choose(+key);
    else if (key === 'Escape' && isOpen)
      answer(null);
    else if (button)
      button.click();
    else
      return;
    event.preventDefault();
  });
  stage.addEventListener('click', () => stage.focus());

  // A line of the story leads to its moment, as does the page's address.
  const isPlace = () => /^#e\d+$/.test(location.hash);
  const visit = () => { if (isPlace()) move(placeOf(location)); };

  document.addEventListener('click', event => {
    if (!event.target.closest('a[href^="#e"]'))
      return;
    stage.scrollIntoView({block: 'nearest'});
    setTimeout(visit);
  });
  addEventListener('hashchange', visit);

  stage.hidden = $('#controls').hidden = false;
  pace(0);
  pause();
  go(isPlace() ? placeOf(location) : 0, false);
}
