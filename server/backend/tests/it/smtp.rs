//! A mail server that speaks just enough SMTP, and fails in every way a real one does.

use backend::Smtp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

/// What it does with a mail.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Does {
    Take,
    /// 451: try later.
    TryLater,
    /// 550: never.
    Refuse,
    /// Takes the text and hangs up without a word.
    HangUp,
    /// Holds the text until `release`, then asks to try later.
    HoldThenTryLater,
}

/// A mail it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) message_id: String,
    pub(crate) text: String,
}

struct Shared {
    does: Mutex<Does>,
    /// What it does for one address, whatever it does for the rest.
    for_one: Mutex<HashMap<String, Does>>,
    taken: Mutex<Vec<Mail>>,
    /// Mails whose text came in, taken or not.
    seen: Mutex<Vec<Mail>>,
    held: Notify,
    release: Notify,
}

pub(crate) struct MailServer {
    port: u16,
    shared: Arc<Shared>,
    running: Option<JoinHandle<()>>,
}

impl MailServer {
    pub(crate) async fn start() -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            does: Mutex::new(Does::Take),
            for_one: Mutex::default(),
            taken: Mutex::default(),
            seen: Mutex::default(),
            held: Notify::new(),
            release: Notify::new(),
        });
        let running = Some(tokio::spawn(accept(listener, shared.clone())));
        MailServer {
            port,
            shared,
            running,
        }
    }

    pub(crate) fn smtp(&self) -> Option<Smtp> {
        Some(Smtp {
            url: format!("smtp://127.0.0.1:{}", self.port),
            from: "Jemput Izin <izin@tabanan.test>".into(),
        })
    }

    pub(crate) fn does(&self, what: Does) {
        *self.shared.does.lock().unwrap() = what;
    }

    pub(crate) fn does_for(&self, address: &str, what: Does) {
        self.shared.for_one.lock().unwrap().insert(address.into(), what);
    }

    /// Goes away: connections break, new ones are refused.
    pub(crate) async fn down(&mut self) {
        if let Some(running) = self.running.take() {
            running.abort();
            let _ = running.await;
        }
    }

    pub(crate) async fn up(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.running = Some(tokio::spawn(accept(listener, self.shared.clone())));
    }

    /// Waits until a mail is held.
    pub(crate) async fn holds(&self) {
        self.shared.held.notified().await;
    }

    pub(crate) fn release(&self) {
        self.shared.release.notify_one();
    }

    /// Mails taken since the last look.
    pub(crate) fn taken(&self) -> Vec<Mail> {
        std::mem::take(&mut self.shared.taken.lock().unwrap())
    }

    /// Mails whose text came in since the last look.
    pub(crate) fn seen(&self) -> Vec<Mail> {
        std::mem::take(&mut self.shared.seen.lock().unwrap())
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut talks = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let shared = shared.clone();
        talks.spawn(async move {
            // A client that goes away is its own affair.
            let _ = talk(stream, &shared).await;
        });
    }
}

async fn talk(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut to = String::new();
    write.write_all(b"220 mail.test\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or("").to_uppercase();
        let does = |to: &str| {
            let one = shared.for_one.lock().unwrap().get(to).copied();
            one.unwrap_or(*shared.does.lock().unwrap())
        };
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-mail.test\r\n250 8BITMIME\r\n",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or("").to_owned();
                match does(&to) {
                    Does::TryLater => b"451 later\r\n",
                    Does::Refuse => b"550 no such user\r\n",
                    _ => b"250 ok\r\n",
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut text = String::new();
                loop {
                    // Who goes away before the end has sent nothing.
                    let Some(line) = lines.next_line().await? else {
                        return Ok(());
                    };
                    if line == "." {
                        break;
                    }
                    text.push_str(&line);
                    text.push('\n');
                }
                let header = text.lines().find_map(|line| line.strip_prefix("Message-ID: "));
                let message_id = header.unwrap_or("").to_owned();
                let mail = Mail {
                    to: to.clone(),
                    message_id,
                    text,
                };
                shared.seen.lock().unwrap().push(mail.clone());
                match does(&to) {
                    Does::HangUp => return Ok(()),
                    Does::HoldThenTryLater => {
                        shared.held.notify_one();
                        shared.release.notified().await;
                        b"451 later\r\n"
                    }
                    _ => {
                        shared.taken.lock().unwrap().push(mail);
                        b"250 taken\r\n"
                    }
                }
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            "MAIL" | "RSET" | "NOOP" => b"250 ok\r\n",
            _ => b"502 what\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}
