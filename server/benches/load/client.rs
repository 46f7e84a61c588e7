//! A small HTTP/1.1 client on kept connections: cheap, because it shares the processors with the server.

use crate::Fallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Longest time one load may take.
const LONGEST: Duration = Duration::from_secs(120);

/// A kept connection.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, good until the next request on its connection.
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    head: &'a [u8],
    pub(crate) body: &'a [u8],
}

impl Answer<'_> {
    /// Value of a header, or an empty text.
    pub(crate) fn header(&self, name: &str) -> &str {
        header(self.head, name).unwrap_or("")
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(self.body).into_owned()
    }
}

fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    head.split(|byte| *byte == b'\n').find_map(|line| {
        let (key, value) = line.split_at_checked(name.len())?;
        let value = value.strip_prefix(b":")?;
        let found = key.eq_ignore_ascii_case(name.as_bytes());
        found.then(|| std::str::from_utf8(value).map_or("", str::trim))
    })
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Fallible<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let buffer = Vec::with_capacity(64 * 1024);
        Ok(Connection { stream, buffer })
    }

    /// Sends a request and reads its answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Fallible<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = self.find(0, b"\r\n\r\n").await? + 4;
        let status = self.buffer.get(9..12).unwrap_or_default();
        let status = std::str::from_utf8(status)?.parse()?;
        let end = match header(&self.buffer[..head], "content-length") {
            Some(length) => {
                let end = head + length.parse::<usize>()?;
                self.fill_to(end).await?;
                end
            }
            None => self.read_chunks(head).await?,
        };
        Ok(Answer {
            status,
            head: &self.buffer[..head],
            body: &self.buffer[head..end],
        })
    }

    /// Reads a body in chunks and puts it together; says where it ends.
    async fn read_chunks(&mut self, head: usize) -> Fallible<usize> {
        let (mut end, mut at) = (head, head);
        loop {
            let line = self.find(at, b"\r\n").await?;
            let size = std::str::from_utf8(&self.buffer[at..line])?;
            let size = usize::from_str_radix(size.trim(), 16).map_err(|_| format!("chunk of {size:?}"))?;
            let data = line + 2;
            self.fill_to(data + size + 2).await?;
            self.buffer.copy_within(data..data + size, end);
            (end, at) = (end + size, data + size + 2);
            if size == 0 {
                return Ok(end);
            }
        }
    }

    async fn find(&mut self, from: usize, what: &[u8]) -> Fallible<usize> {
        loop {
            let found = self.buffer[from..]
                .windows(what.len())
                .position(|found| found == what);
            match found {
                Some(at) => return Ok(from + at),
                None => self.fill_to(self.buffer.len() + 1).await?,
            }
        }
    }

    async fn fill_to(&mut self, length: usize) -> Fallible<()> {
        while self.buffer.len() < length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server closed the connection".into());
            }
        }
        Ok(())
    }
}

/// A GET request.
pub(crate) fn get(path: &str, accepted_coding: &str) -> Vec<u8> {
    let coding = if accepted_coding.is_empty() {
        String::new()
    } else {
        format!("accept-encoding: {accepted_coding}\r\n")
    };
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n{coding}\r\n").into_bytes()
}

/// What a load gave.
pub(crate) struct Load {
    /// Requests a second.
    pub(crate) rate: f64,
    /// Milliseconds of each request.
    pub(crate) times: Vec<f64>,
}

/// Sends `count` requests over so many connections; all must be answered with this status.
pub(crate) async fn load(
    address: SocketAddr,
    connections: usize,
    count: usize,
    status: u16,
    request: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
) -> Fallible<Load> {
    let (next, request) = (Arc::new(AtomicUsize::new(0)), Arc::new(request));
    let mut opened = Vec::new();
    for _ in 0..connections {
        opened.push(Connection::open(address).await?);
    }
    let begun = Instant::now();
    let mut running = JoinSet::new();
    for mut connection in opened {
        let (next, request) = (next.clone(), request.clone());
        running.spawn(async move {
            let mut times = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return Fallible::Ok(times);
                }
                let bytes = request(number);
                let begun = Instant::now();
                let answer = connection.ask(&bytes).await?;
                times.push(begun.elapsed().as_secs_f64() * 1000.0);
                if answer.status != status {
                    return Err(format!("answered with {}: {}", answer.status, answer.text()).into());
                }
            }
        });
    }
    let mut times = Vec::with_capacity(count);
    let all = async {
        while let Some(done) = running.join_next().await {
            times.extend(done??);
        }
        Fallible::Ok(())
    };
    tokio::time::timeout(LONGEST, all).await??;
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    Ok(Load { rate, times })
}
