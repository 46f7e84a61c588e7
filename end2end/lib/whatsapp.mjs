// Speaks as WhatsApp's Cloud API does, and keeps what it is given.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const NUMBER_ID = '1';
const TOKEN = 'kunci-uji';

export class WhatsApp {
  sent = []; // { to, template, parameters }
  #server;

  static async open() {
    const whatsapp = new WhatsApp();
    whatsapp.#server = createServer((request, answer) => whatsapp.#take(request, answer));
    await new Promise((done) => whatsapp.#server.listen(0, '127.0.0.1', done));
    whatsapp.#server.unref();
    return whatsapp;
  }

  /** What the server finds in its environment. */
  get settings() {
    return {
      WHATSAPP_URL: `http://127.0.0.1:${this.#server.address().port}/v23.0`,
      WHATSAPP_NUMBER_ID: NUMBER_ID,
      WHATSAPP_TOKEN: TOKEN,
      WHATSAPP_APP_SECRET: 'rahasia-uji',
      WHATSAPP_VERIFY_TOKEN: 'sepakat-uji',
    };
  }

  async #take(request, answer) {
    let text = '';
    for await (const part of request) text += part;
    const reply = (status, body) => {
      answer.writeHead(status, { 'content-type': 'application/json' });
      answer.end(JSON.stringify(body));
    };
    const known = request.url === `/v23.0/${NUMBER_ID}/messages` && request.headers.authorization === `Bearer ${TOKEN}`;
    if (!known) return reply(401, { error: { code: 190, message: 'Invalid OAuth access token' } });
    const { to, template } = JSON.parse(text);
    const body = template.components.find((it) => it.type === 'body');
    this.sent.push({ to, template: template.name, parameters: body.parameters.map((it) => it.text) });
    return reply(200, { messaging_product: 'whatsapp', messages: [{ id: `wamid.${this.sent.length}` }] });
  }

  /** Waits for a message of a template to a number (`628…`), takes it out and returns it. */
  async take(to, template, seconds = 60) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
      const at = this.sent.findIndex((it) => it.to.replace('+', '') === to && it.template === `jemput_izin_${template}`);
      if (at >= 0) return this.sent.splice(at, 1)[0];
    }
    throw new Error(`No ${template} to ${to} after ${seconds} s. Sent: ${JSON.stringify(this.sent)}`);
  }
}

/** The path of the first address in a message that holds `part`. */
export function pathIn(message, part) {
  const found = message.parameters.join(' ').match(new RegExp(`https?://[^/\\s]+(\\S*${part}\\S*)`));
  if (!found) throw new Error(`No ${part} in ${JSON.stringify(message)}`);
  return found[1];
}
