// A real mail server that keeps what it gets.
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { setTimeout as sleep } from 'node:timers/promises';

export class Mailbox {
  mails = [];
  #server;

  static async open() {
    const mailbox = new Mailbox();
    await mailbox.start();
    return mailbox;
  }

  get url() {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Listens, after a stop again on the same port. */
  async start() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 100,
      onData: (stream, session, done) => {
        this.#read(stream, session.envelope).then(() => done(), done);
      },
    });
    await new Promise((done, failed) => {
      this.#server.once('error', failed);
      this.#server.listen(this.port ?? 0, '127.0.0.1', done);
    });
    this.port = this.#server.server.address().port;
  }

  stop() {
    return new Promise((done) => this.#server.close(done));
  }

  async #read(stream, envelope) {
    const parts = [];
    for await (const part of stream) parts.push(part);
    const mail = await PostalMime.parse(Buffer.concat(parts));
    this.mails.push({
      to: envelope.rcptTo.map((recipient) => recipient.address),
      from: mail.from.address,
      subject: mail.subject,
      text: mail.text,
    });
  }

  /** Waits for a mail to an address whose subject fits, takes it out of the mailbox and returns it. */
  async take(to, subject, seconds = 60) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
      const at = this.mails.findIndex((mail) => mail.to.includes(to) && subject.test(mail.subject));
      if (at >= 0) return this.mails.splice(at, 1)[0];
    }
    const there = this.mails.map((mail) => `${mail.to}: ${mail.subject}`).join('\n');
    throw new Error(`No mail to ${to} with ${subject} after ${seconds} s. The mailbox holds:\n${there}`);
  }
}

/** The link in a text that leads to a path of the site. */
export function linkIn(text, path) {
  const link = text.match(new RegExp(`https?://\\S+${path}\\S+`))?.[0];
  if (!link) throw new Error(`No link to ${path} in:\n${text}`);
  return link;
}
