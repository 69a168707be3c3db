//! A tiny HTTP server for tests: one thread, one request per connection, answers as the test says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// What was asked.
pub struct Asked {
    /// `GET` or `POST`.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The first byte wanted, from `Range`.
    pub from_byte: Option<usize>,
    /// The body.
    pub body: Vec<u8>,
}

/// What is answered.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Further header lines.
    pub headers: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
    /// The connection breaks off after so many bytes of the body.
    pub cut_after: Option<usize>,
    /// The connection closes without a word.
    pub silent: bool,
}

impl Answer {
    /// An answer with a body.
    pub fn with(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), cut_after: None, silent: false }
    }

    /// A closed connection.
    pub fn silence() -> Self {
        Self { silent: true, ..Self::with(500, "") }
    }

    /// The bytes asked for, with or without a range.
    pub fn bytes(asked: &Asked, all: &[u8]) -> Self {
        match asked.from_byte {
            None => Self::with(200, all),
            Some(from) if from >= all.len() => Self::with(416, ""),
            Some(from) => Self {
                headers: vec![format!("content-range: bytes {from}-{}/{}", all.len() - 1, all.len())],
                ..Self::with(206, &all[from..])
            },
        }
    }

    /// The same, breaking off after so many bytes.
    pub fn cut(self, after: usize) -> Self {
        Self { cut_after: Some(after), ..self }
    }
}

/// Starts a server for the rest of the process; its address.
pub fn start(mut answer: impl FnMut(&Asked) -> Answer + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away in the middle is part of what is tested.
            let _ = serve(stream, &mut answer);
        }
    });
    address
}

fn serve(mut stream: TcpStream, answer: &mut impl FnMut(&Asked) -> Answer) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (mut from_byte, mut length) = (None, 0);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "range" => from_byte = value.strip_prefix("bytes=").and_then(|r| r.trim_end_matches('-').parse().ok()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let answer = answer(&Asked { method, path, from_byte, body });
    if answer.silent {
        return Ok(());
    }
    write!(
        stream,
        "HTTP/1.1 {} Said\r\nconnection: close\r\ncontent-length: {}\r\n",
        answer.status,
        answer.body.len()
    )?;
    for header in &answer.headers {
        write!(stream, "{header}\r\n")?;
    }
    stream.write_all(b"\r\n")?;
    let end = answer.cut_after.unwrap_or(answer.body.len()).min(answer.body.len());
    stream.write_all(&answer.body[..end])
}
