//! Syncing over HTTPS from a server on this machine: what the command says, how it ends, and that the catalog survives.

use super::secure::{Identity, listener};
use super::{Said, World};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

const BODY: &str = include_str!("../../../sources/fixtures/genai-prices/typical.json");

/// How the server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The file with an `ETag`; not modified for whoever has it.
    Whole,
    Broken,
    /// The head, then nothing more.
    Hangs,
    Cut,
    TooLarge,
}

struct Server {
    address: String,
    certificate: String,
    mode: Arc<Mutex<Mode>>,
    asked: Receiver<String>,
}

impl Server {
    fn start() -> Self {
        let (identity, listener) = (Identity::new("127.0.0.1", |_| {}), listener());
        let address = format!("https://{}/mirror/", listener.local_addr().unwrap());
        let mode = Arc::new(Mutex::new(Mode::Whole));
        let (log, asked) = channel();
        let (config, now) = (identity.config, Arc::clone(&mode));
        thread::spawn(move || {
            for connection in listener.incoming() {
                let (config, mode, log) = (Arc::clone(&config), *now.lock().unwrap(), log.clone());
                thread::spawn(move || answer(connection.unwrap(), config, mode, &log));
            }
        });
        Self { address, certificate: identity.certificate, mode, asked }
    }

    fn now(&self, mode: Mode) {
        *self.mode.lock().unwrap() = mode;
        while self.asked.try_recv().is_ok() {}
    }
}

fn answer(connection: TcpStream, config: Arc<ServerConfig>, mode: Mode, log: &Sender<String>) {
    let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), connection);
    let mut head = Vec::new();
    let mut byte = [0; 1];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let has_it = head.to_lowercase().contains("if-none-match: \"one\"");
    let reply = |status: &str, length: usize, body: &str| {
        format!("HTTP/1.1 {status}\r\nETag: \"one\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
    };
    let bytes = match mode {
        Mode::Whole if has_it => reply("304 Not Modified", 0, ""),
        Mode::Whole => reply("200 OK", BODY.len(), BODY),
        Mode::Broken => reply("500 Internal Server Error", 0, ""),
        Mode::Hangs => reply("200 OK", BODY.len(), &BODY[..10]),
        Mode::Cut => reply("200 OK", BODY.len(), &BODY[..BODY.len() / 2]),
        Mode::TooLarge => reply("200 OK", 300 * 1024 * 1024, "x"),
    };
    // A client that refuses the answer is gone by now.
    let _ = stream.write_all(bytes.as_bytes());
    let _ = stream.flush();
    if !head.is_empty() {
        let _ = log.send(head);
    }
    if mode == Mode::Hangs {
        let _ = stream.read(&mut byte);
    } else {
        stream.conn.send_close_notify();
        let _ = stream.flush();
    }
}

fn command(world: &World, server: &Server, timeout: &str) -> Command {
    let authorities = world.path().join("authorities.pem");
    fs::write(&authorities, &server.certificate).unwrap();
    let mut command = world.command(&["sync", "genai-prices", "--yes", "--retries", "0", "--timeout", timeout]);
    command.env("WEIGH_MIRROR", &server.address).env("WEIGH_CERTIFICATES", authorities);
    command
}

fn said(mut command: Command) -> Said {
    let output = command.output().unwrap();
    Said {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

fn sync(world: &World, server: &Server, mode: Mode) -> Said {
    server.now(mode);
    said(command(world, server, if mode == Mode::Hangs { "3" } else { "600" }))
}

#[test]
fn a_sync_over_the_network_succeeds_or_leaves_the_catalog_as_it_was() {
    let (world, server) = (World::new(), Server::start());
    let done = sync(&world, &server, Mode::Whole);
    assert_eq!((done.code, done.stdout.as_str()), (0, ""), "{}", done.stderr);
    assert!(done.stderr.contains("wrote `"), "{}", done.stderr);
    let asked = server.asked.recv().unwrap();
    let path = "/mirror/raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json";
    assert!(asked.starts_with(&format!("GET {path} HTTP/1.1")), "{asked}");
    let catalog = world.path().join("cache/catalog.weigh");
    let bytes = fs::read(&catalog).unwrap();

    let again = sync(&world, &server, Mode::Whole);
    assert!(again.stderr.contains("genai-prices: not changed since the last sync"), "{}", again.stderr);
    assert!(again.stderr.contains("nothing to change"), "{}", again.stderr);
    assert_eq!(again.code, 0);

    for (mode, cause) in [
        (Mode::Broken, "status 500"),
        (Mode::Hangs, "timed out reading the body"),
        (Mode::Cut, "cut off after"),
        (Mode::TooLarge, "more than 268435456 bytes"),
    ] {
        let failed = sync(&world, &server, mode);
        assert_eq!(failed.code, 2, "{mode:?}: {}", failed.stderr);
        assert!(failed.stderr.contains("error: 1 of the sources could not be read"), "{}", failed.stderr);
        assert!(failed.stderr.contains(cause), "{mode:?}: {}", failed.stderr);
        assert!(fs::read(&catalog).unwrap() == bytes, "{mode:?} changed the catalog");
    }

    server.now(Mode::Whole);
    let mut untrusting = command(&world, &server, "600");
    untrusting.env_remove("WEIGH_CERTIFICATES");
    let refused = said(untrusting);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("no secure connection"), "{}", refused.stderr);
    assert!(fs::read(&catalog).unwrap() == bytes);

    for signal in [2, 15] {
        if is_ignored(signal) {
            eprintln!("SKIPPED: signal {signal} is ignored here, as shells have it of what runs in the background");
            continue;
        }
        assert_eq!(interrupted(&world, &server, signal), Some(signal));
        assert!(fs::read(&catalog).unwrap() == bytes, "signal {signal} changed the catalog");
    }
    assert_eq!(sync(&world, &server, Mode::Whole).code, 0, "nothing is left locked");
}

/// Whether this process ignores a signal; its children do so too then.
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}

/// Sends the signal while the body is awaited; gives the one that ended the command.
fn interrupted(world: &World, server: &Server, signal: i32) -> Option<i32> {
    server.now(Mode::Hangs);
    let mut child = command(world, server, "600").stderr(Stdio::null()).spawn().unwrap();
    server.asked.recv().unwrap();
    let kill = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    child.wait().unwrap().signal()
}

#[test]
fn a_plain_mirror_and_useless_certificates_are_refused_before_anything_is_asked() {
    let world = World::new();
    let run = |name: &str, value: &str| {
        let mut command = world.command(&["sync", "genai-prices", "--yes"]);
        command.env(name, value);
        said(command)
    };
    let plain = run("WEIGH_MIRROR", "http://mirror.example.org");
    assert_eq!(plain.code, 2);
    assert!(plain.stderr.contains("only https is fetched"), "{}", plain.stderr);
    let missing = run("WEIGH_CERTIFICATES", "/nowhere/ca.pem");
    assert_eq!(missing.code, 1);
    assert!(missing.stderr.contains("cannot use the certificates `/nowhere/ca.pem`"), "{}", missing.stderr);
    assert!(!world.path().join("cache/catalog.weigh").exists());
}
