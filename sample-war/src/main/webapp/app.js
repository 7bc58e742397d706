// SPDX-License-Identifier: Apache-2.0
'use strict';

(() => {
  const POLL = 500;
  const ROWS = 100;
  const ANSWERS = 8;
  const PASSWORDS = { alice: 'wonderland', bob: 'builder' };
  const NAMES = { alice: 'Alice', bob: 'Bob', '': 'nobody' };

  const $ = (id) => document.getElementById(id);

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    return element;
  };

  // the spaces are for those who listen, search or copy
  const fill = (parent, children) => children.forEach((child) => parent.append(child, ' '));

  const button = (text, label, action) => {
    const element = make('button', 'small', text);
    element.type = 'button';
    element.setAttribute('aria-label', label);
    element.addEventListener('click', action);
    return element;
  };

  const checked = (name) => document.querySelector('input[name="' + name + '"]:checked').value;

  const randomValue = () => Math.random().toString(36).slice(2, 12);

  // ---- the application ----

  const times = [];

  const showAnswer = (answer) => {
    const denied = answer.status === 401 || answer.status === 403;
    const row = make('li');
    fill(row, [
      make('span', 'status ' + (answer.ok ? 'good' : denied ? 'denied' : 'bad'), answer.status || 'none'),
      make('span', 'call', answer.times ? answer.call + ' × ' + answer.times : answer.call),
      make('span', 'who', 'as ' + NAMES[answer.caller]),
      make('span', 'took', answer.took.toFixed(answer.took < 10 ? 1 : 0) + ' ms')]);
    $('answers').prepend(row);
    while ($('answers').children.length > ANSWERS) $('answers').lastElementChild.remove();
    times.push(answer.took);
    if (times.length > 50) times.shift();
    $('median').textContent = 'median ' + median(times).toFixed(0) + ' ms of the last ' + times.length;
  };

  const median = (all) => all.slice().sort((a, b) => a - b)[Math.floor(all.length / 2)];
  const request = (method, path, body) => {
    const caller = checked('caller');
    const headers = { Accept: 'application/json' };
    if (caller) headers.Authorization = 'Basic ' + btoa(caller + ':' + PASSWORDS[caller]);
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = { call: method + ' /' + path, caller: caller, status: 0, ok: false, took: 0, data: null };
    const began = performance.now();
    return fetch('api/' + path, {
      method: method,
      headers: headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store'
    }).then((response) => response.text().then((text) => {
      answer.status = response.status;
      answer.ok = response.ok;
      answer.data = response.ok && text ? JSON.parse(text) : null;
    })).catch(() => {}).then(() => {
      answer.took = performance.now() - began;
      return answer;
    });
  };

  const call = (method, path, body) => request(method, path, body).then((answer) => {
    showAnswer(answer);
    setTimeout(poll, 50);
    return answer;
  });

  const secrets = new Map();

  const forget = (id) => {
    const row = secrets.get(id);
    if (!row) return;
    secrets.delete(id);
    if (row.contains(document.activeElement)) $('list').focus();
    row.remove();
  };

  const describe = (secret) => 'version ' + secret.version
    + (secret.expires ? ', expires ' + new Date(secret.expires).toLocaleTimeString() : '');

  const showSecret = (secret) => {
    const known = secrets.get(secret.id);
    if (known) {
      known.querySelector('.about').textContent = describe(secret);
      known.querySelector('output').textContent = '';
      return;
    }
    const row = make('li');
    const text = make('div', 'text');
    const value = make('output', 'value');
    fill(text, [make('span', 'name', secret.name), make('span', 'about quiet', describe(secret)), value]);
    const path = 'secrets/' + encodeURIComponent(secret.id);
    const gone = (answer) => {
      if (answer.status === 404) forget(secret.id);
      return answer.data;
    };
    const refresh = (answer) => {
      const data = gone(answer);
      if (data) showSecret(data);
    };
    const tools = make('div', 'tools');
    tools.append(
      button('Read', 'Read ' + secret.name, () => call('GET', path + '/value').then((answer) => {
        const data = gone(answer);
        value.textContent = data ? data.value : '';
      })),
      button('Change', 'Change ' + secret.name, () => call('PUT', path, { name: secret.name, value: randomValue() }).then(refresh)),
      button('Rotate', 'Rotate ' + secret.name, () => call('POST', path + '/rotation').then(refresh)),
      button('Delete', 'Delete ' + secret.name, () => call('DELETE', path).then((answer) => {
        if (answer.ok || answer.status === 404) forget(secret.id);
      })));
    row.append(text, tools);
    secrets.set(secret.id, row);
    $('secrets').append(row);
  };

  const list = () => call('GET', 'secrets').then((answer) => {
    if (!answer.data) return;
    const ids = answer.data.map((secret) => secret.id);
    Array.from(secrets.keys()).filter((id) => ids.indexOf(id) < 0).forEach(forget);
    answer.data.forEach(showSecret);
  });

  const burst = () => {
    const id = secrets.keys().next().value;
    if (id === undefined) return;
    const path = 'secrets/' + encodeURIComponent(id) + '/value';
    const answers = [];
    const next = () => request('GET', path).then((answer) => {
      answers.push(answer);
      if (answers.length < 25) return next();
      const shown = answers[0];
      shown.times = answers.length;
      shown.took = median(answers.map((each) => each.took));
      showAnswer(shown);
      return poll();
    });
    $('burst').disabled = true;
    next().then(() => { $('burst').disabled = false; });
  };

  // ---- the audit trail ----

  const rows = new Map();
  const seen = { run: null, recorded: 0, arrived: 0 };
  let real = false;
  let polling = false;

  const party = (thing) => thing.name || thing.id;

  const actor = (thing) => party(thing) + (thing.type === 'user' || thing.type === thing.id ? '' : ' (' + thing.type + ')');

  // newest first by when it occurred; an event older than all that there is room for is not shown
  const place = (item) => {
    const events = $('events');
    const after = Array.from(events.children).find((other) => other.dataset.at <= item.dataset.at);
    if (!after && rows.size >= ROWS) return false;
    events.insertBefore(item, after || null);
    rows.set(item.dataset.id, item);
    if (rows.size > ROWS) {
      rows.delete(events.lastElementChild.dataset.id);
      events.lastElementChild.remove();
    }
    $('none').hidden = true;
    return true;
  };

  const show = (id, event, location) => {
    const item = make('li');
    const occurred = new Date(event.occurredAt || event.occurred_at);
    const details = make('details');
    const summary = make('summary');
    const outcome = (event.metadata && event.metadata.outcome) || 'recorded';
    const what = make('span', 'what');
    fill(what, [make('span', 'actor', actor(event.actor)), make('code', 'action', event.action)]);
    const targets = (event.targets || []).map((target) => target.type + ' ' + party(target)).join(', ');
    const where = make('span', 'where quiet');
    fill(where, [
      make('span', 'targets', targets),
      make('span', 'from', 'from ' + location),
      make('time', null, occurred.toLocaleTimeString())]);
    fill(summary, [make('span', 'outcome ' + outcome, outcome), what, make('span', 'state'), where]);
    details.append(summary, make('pre'));
    item.append(details);
    item.dataset.id = id;
    item.dataset.at = occurred.toISOString();
    return place(item) ? item : null;
  };

  const mark = (item, state, json) => {
    if (!item) return;
    item.className = state;
    item.querySelector('.state').textContent = state;
    item.querySelector('pre').textContent = JSON.stringify(json, null, 2);
  };

  const recorded = (entry) => {
    const event = entry.event;
    if (event.action === 'secret.expired' || (event.action === 'secret.deleted' && event.metadata.outcome === 'success')) {
      event.targets.forEach((target) => forget(target.id));
    }
    if (rows.has(event.id)) return;
    mark(show(event.id, event, event.context.location), real ? 'recorded' : 'waiting', event);
  };

  const arrived = (entry) => {
    const body = JSON.parse(entry.body);
    const item = rows.get(entry.key) || show(entry.key, body.event, body.event.context.location);
    mark(item, 'arrived', body);
  };

  const showTrail = (trail) => {
    if (trail.run !== seen.run) {
      keepAsking();
      Object.assign(seen, { run: trail.run, recorded: 0, arrived: 0 });
    }
    real = !trail.behaviour;
    $('real').hidden = !real;
    $('stand-in').hidden = real;
    if (!real) $('down').setAttribute('aria-checked', String(trail.behaviour === 'DOWN'));
    const pace = document.querySelector('input[name="pace"][value="' + trail.behaviour + '"]');
    if (pace) pace.checked = true;
    ['waiting', 'delivered', 'parked', 'lost'].forEach((name) => {
      $(name).textContent = trail[name];
      $('figure-' + name).className = trail[name] > 0 ? 'some' : '';
    });
    $('obstacle').textContent = trail.obstacle || '';
    $('obstacle').hidden = !trail.obstacle;
    // the obstacle counts its tries; those who listen are told once
    const said = trail.obstacle ? 'WorkOS takes no events; they wait.' : '';
    if ($('said').textContent !== said) $('said').textContent = said;
    trail.recorded.forEach((entry) => { seen.recorded = entry.number; recorded(entry); });
    trail.arrived.forEach((entry) => { seen.arrived = entry.number; arrived(entry); });
  };

  // ---- the catalogue ----

  let asking = 0;

  const showCatalogue = (catalogue) => {
    const known = catalogue.actions.filter((action) => action.version);
    $('catalogue').textContent = '';
    catalogue.actions.forEach((action) => {
      const row = make('tr');
      const name = make('th');
      name.scope = 'row';
      name.append(make('code', null, action.name));
      row.append(
        name,
        make('td', null, action.targets.join(', ')),
        make('td', 'quiet', action.metadata.join(', ')),
        make('td', action.version ? 'good' : 'quiet', action.version ? 'version ' + action.version : 'not yet'));
      $('catalogue').append(row);
    });
    $('known').textContent = known.length + ' of ' + catalogue.actions.length + ' known to WorkOS';
    return known.length === catalogue.actions.length;
  };

  // until WorkOS knows them all; a second start of the application begins anew
  const keepAsking = () => {
    const turn = ++asking;
    const ask = () => fetch('api/catalogue', { credentials: 'omit', cache: 'no-store' })
      .then((response) => response.json())
      .then((catalogue) => turn !== asking || showCatalogue(catalogue))
      .catch(() => false)
      .then((done) => { if (!done) setTimeout(ask, 2 * POLL); });
    ask();
  };

  const poll = () => {
    if (polling) return Promise.resolve();
    polling = true;
    const numbers = seen.run ? '?recorded=' + seen.recorded + '&arrived=' + seen.arrived : '';
    return fetch('api/trail' + numbers, { credentials: 'omit', cache: 'no-store' })
      .then((response) => response.json())
      .then(showTrail)
      .catch(() => {
        $('obstacle').textContent = 'The application does not answer.';
        $('obstacle').hidden = false;
      })
      .then(() => { polling = false; });
  };

  const keepPolling = () => poll().then(() => setTimeout(keepPolling, POLL));

  const behave = (behaviour) => fetch('api/trail/workos', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ behaviour: behaviour }),
    credentials: 'omit'
  }).then(poll);

  $('sign-in').addEventListener('click', () => call('POST', 'sessions', { extra: 'signed in on the sample page' }));
  $('list').addEventListener('click', list);
  $('clean-up').addEventListener('click', () => call('POST', 'clean-ups'));
  $('burst').addEventListener('click', burst);
  $('create').addEventListener('submit', (event) => {
    event.preventDefault();
    const lifetime = $('lifetime').value;
    const input = { name: $('name').value, value: randomValue() };
    if (lifetime) input.lifetime = Number(lifetime);
    call('POST', 'secrets', input).then((answer) => {
      if (answer.data) showSecret(answer.data);
    });
  });
  $('down').addEventListener('click', () => {
    const goesDown = $('down').getAttribute('aria-checked') !== 'true';
    $('down').setAttribute('aria-checked', String(goesDown));
    behave(goesDown ? 'DOWN' : checked('pace'));
  });
  document.querySelectorAll('input[name="pace"]').forEach((radio) => {
    radio.addEventListener('change', () => {
      if ($('down').getAttribute('aria-checked') !== 'true') behave(radio.value);
    });
  });

  keepPolling();
  list();
})();
