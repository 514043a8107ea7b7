//! As much of HTTP as a server on loopback needs to be asked: one GET, one answer, the connection closed.

use crate::limits::ANSWER_BYTES;
use std::io::{Error, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};

/// The body of the answer, when its status is 200.
pub fn get(server: SocketAddr, path: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server)?;
    stream.set_nodelay(true)?;
    stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: {server}\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES).read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    let (head, body) = end.map_or((&[][..], &[][..]), |at| answer.split_at(at + 4));
    let status = head.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    if status == b"200" {
        return Ok(body.to_vec());
    }
    let said = String::from_utf8_lossy(body).chars().take(300).collect::<String>();
    Err(Error::other(format!("{} {said}", String::from_utf8_lossy(status))))
}

/// A value in a path's query.
pub fn escaped(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn served(answer: &'static str) -> Result<Vec<u8>> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let server = listener.local_addr()?;
        let serving = std::thread::spawn(move || -> Result<String> {
            let (mut stream, _) = listener.accept()?;
            let mut asked = vec![0; 200];
            let length = stream.read(&mut asked)?;
            stream.write_all(answer.as_bytes())?;
            asked.truncate(length);
            Ok(String::from_utf8_lossy(&asked).into_owned())
        });
        let body = get(server, &format!("/x?q={}", escaped("a b='ü'")));
        let asked = serving.join().expect("no panic")?;
        assert!(asked.starts_with("GET /x?q=a%20b%3D%27%C3%BC%27 HTTP/1.0\r\n"), "{asked}");
        body
    }

    #[test]
    fn a_body_comes_only_with_status_200() {
        assert_eq!(served("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody").expect("a body"), b"body");
        let why = served("HTTP/1.1 400 Bad\r\n\r\nno such table").expect_err("an error").to_string();
        assert!(why.contains("400") && why.contains("no such table"), "{why}");
    }
}
