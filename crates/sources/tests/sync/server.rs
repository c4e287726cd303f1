//! A server that answers each connection from a script and remembers what was asked.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What to do with one connection.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Send these bytes and close.
    Send(Vec<u8>),
    /// Send these bytes, then nothing until the other side goes away.
    Hang(Vec<u8>),
}

/// A listening server; lives until the test ends.
#[derive(Debug)]
pub(crate) struct Server {
    /// Its root, such as `http://127.0.0.1:40123`.
    pub(crate) root: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers the first connection with the first act, and so on; the last act repeats.
    pub(crate) fn start(script: impl FnOnce(&str) -> Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (script, log) = (script(&root), Arc::clone(&asked));
        thread::spawn(move || {
            for (place, connection) in listener.incoming().enumerate() {
                let act = script[place.min(script.len() - 1)].clone();
                let log = Arc::clone(&log);
                thread::spawn(move || answer(connection.unwrap(), act, &log));
            }
        });
        Self { root, asked }
    }

    /// The requests so far, heads only.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(mut connection: TcpStream, act: Act, log: &Mutex<Vec<String>>) {
    let head = head(&mut connection);
    log.lock().unwrap().push(head);
    let (bytes, hangs) = match act {
        Act::Send(bytes) => (bytes, false),
        Act::Hang(bytes) => (bytes, true),
    };
    // A client that refuses the answer may be gone already.
    let _ = connection.write_all(&bytes);
    if hangs {
        let _ = connection.read(&mut [0; 1]);
    }
}

/// Reads up to the empty line.
pub(crate) fn head(connection: &mut impl Read) -> String {
    let mut head = Vec::new();
    let mut byte = [0; 1];
    while !head.ends_with(b"\r\n\r\n") && connection.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// A whole answer: status line, headers, `Content-Length` and body.
pub(crate) fn reply(status: &str, headers: &[&str], body: &[u8]) -> Act {
    let length = format!("Content-Length: {}", body.len());
    Act::Send(raw(status, &[headers, &[length.as_str()]].concat(), body))
}

/// An answer with exactly these headers.
pub(crate) fn raw(status: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut lines = vec![format!("HTTP/1.1 {status}")];
    lines.extend(headers.iter().map(ToString::to_string));
    lines.push("Connection: close\r\n\r\n".into());
    [lines.join("\r\n").as_bytes(), body].concat()
}
