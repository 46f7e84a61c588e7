// The real server on a database of its own, filled with the demonstration.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AHEAD } from './daytime.mjs';

const running = new Set();
// However this program ends, no server outlives it.
process.on('exit', () => running.forEach((server) => server.kill('SIGKILL')));

export class Site {
  log = '';
  #server;
  #folder;
  #ahead = AHEAD; // seconds

  static async open(settings = {}) {
    const site = new Site();
    site.#folder = await mkdtemp(join(tmpdir(), 'jemput-izin-end2end-'));
    await site.wait(0);
    await site.start(settings).catch(async (error) => {
      await site.close();
      throw error;
    });
    return site;
  }

  /** Starts the server, after a stop again at the same address. */
  async start(settings = {}) {
    const { SERVER_BIN, SMTP_URL, ...inherited } = process.env;
    const server = spawn(SERVER_BIN, ['serve'], {
      env: {
        ...inherited,
        DATABASE_URL: `sqlite://${this.#folder}/site.db`,
        SECRET_FILE: join(this.#folder, 'secret.key'),
        CLOCK_AHEAD_FILE: join(this.#folder, 'clock'),
        SITE_ADDR: this.url ? new URL(this.url).host : '127.0.0.1:0',
        PHOTO_FOLDER: join(this.#folder, 'photos'),
        MAIL_FROM: 'Jemput Izin <izin@tabanan.example>',
        DEMO: '1',
        LOGINS_PER_MINUTE: '0',
        ...settings,
      },
    });
    this.#server = server;
    running.add(server);
    server.once('exit', () => running.delete(server));
    let said = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (text) => {
        said += text;
        this.log += text;
      });
    }
    const failed = new Promise((_, reject) => {
      server.once('error', reject);
      server.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
    });
    failed.catch(() => {});
    await Promise.race([failed, this.#isReady(() => said.match(/^Serving (\S+)/m)?.[1])]);
  }

  async #isReady(address) {
    for (let tries = 0; tries < 1200; tries++) {
      const url = address();
      const answer = url && (await fetch(`${url}/readyz`).catch(() => null));
      if (answer?.ok) {
        this.url = url;
        return;
      }
      await sleep(100);
    }
    throw new Error(`The server is not ready after two minutes:\n${this.log}`);
  }

  /** The server's clock, in milliseconds. */
  now() {
    return Date.now() + this.#ahead * 1000;
  }

  /** Minutes pass at the server. */
  async wait(minutes) {
    this.#ahead += Math.round(minutes * 60);
    await writeFile(join(this.#folder, 'clock'), String(this.#ahead));
  }

  async stop() {
    const server = this.#server;
    if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    const patience = setTimeout(() => server.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(patience);
  }

  /** The server goes on to take connections and answers none: a network with one bar. */
  async whileSilent(act) {
    this.#server.kill('SIGSTOP');
    // A signal is on its way for a moment, in which an answer still goes out.
    while (!(await isStopped(this.#server.pid))) await new Promise((done) => setTimeout(done, 1));
    try {
      return await act();
    } finally {
      this.#server.kill('SIGCONT');
    }
  }

  async close() {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Calls the JSON API. */
  async api(path, body) {
    const answer = await fetch(`${this.url}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: body && JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(json)}`);
    return json;
  }

  /** The visit of the demonstration in a village, with its slots. */
  async visit(village, state = 'open') {
    const all = await this.api('visits');
    const found = all.find((visit) => visit.village.name === village && visit.state === state);
    if (!found) throw new Error(`The demonstration has no ${state} visit in ${village}`);
    return this.api(`visits/${found.id}`);
  }

  /** Books a slot for someone. */
  book(slot, person = {}) {
    return this.api('bookings', {
      slot_id: slot.id,
      applicant_name: 'Ni Putu Ayu',
      phone: `0813${String(Math.random()).slice(2, 10)}`,
      business_activity: 'jual kopi',
      ...person,
    });
  }
}

/** Whether all threads of a process are stopped (proc(5): state `T`). */
async function isStopped(pid) {
  const folder = `/proc/${pid}/task`;
  // A thread that has ended meanwhile answers nothing either.
  const states = (await readdir(folder)).map((task) => readFile(`${folder}/${task}/stat`, 'utf8').catch(() => ') T'));
  return (await Promise.all(states)).every((stat) => stat.split(') ')[1].startsWith('T'));
}
