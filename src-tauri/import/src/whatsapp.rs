//! Bodies of WhatsApp's webhooks: one JSON a line, one in each file of a folder, or a list of them.
//!
//! What bodies say of one chat, contact or send is put together, with what the account holds already. Some thousand
//! bodies are gathered at a time, so that memory does not grow with their number.

use crate::error::{Error, Result, beyond};
use crate::file::{Decoded, Source, Written};
use crate::limits;
use crate::piece::{Flow, Held, Piece};
use provider::whatsapp::webhook::Gathered;
use serde_json::value::RawValue;
use std::io::{BufRead, BufReader, Read};

const OBJECT: &str = "whatsapp_business_account";

/// Whether the beginning of a text is that of such bodies.
pub(crate) fn fits(begin: &str) -> bool {
    begin.contains(OBJECT)
}

/// What is gathered, and how much.
#[derive(Default)]
struct Heap {
    gathered: Gathered,
    bodies: usize,
    bytes: usize,
    place: u64,
}

pub(crate) fn read(source: &Source, held: &dyn Held, each: &mut dyn FnMut(Piece) -> Flow) -> Result<()> {
    let mut heap = Heap::default();
    source.each_file(|reader| {
        let mut head = Vec::new();
        reader.take(limits::LOOK).read_to_end(&mut head)?;
        let written = Written::of(&mut head.as_slice())?;
        let whole = head.as_slice().chain(reader);
        let mut text = BufReader::new(Decoded::new(whole, written.encoding));
        while let Some(bodies) = bodies(&mut text)? {
            for body in bodies {
                heap.add(&body, held, each)?;
            }
        }
        Ok(())
    })?;
    heap.give(held, each)
}

impl Heap {
    fn add(&mut self, body: &str, held: &dyn Held, each: &mut dyn FnMut(Piece) -> Flow) -> Result<()> {
        self.place += 1;
        if self.place > limits::ROWS {
            return Err(Error::TooLarge { what: format!("it has more than {} bodies", limits::ROWS) });
        }
        self.bodies += 1;
        self.bytes += body.len();
        self.gathered.rejected = provider::Rejected::default();
        let records = self.gathered.add(body).and_then(|()| match &self.gathered.rejected {
            odd if odd.count == 0 => Ok(Vec::new()),
            odd => {
                let first = odd.first.as_deref().unwrap_or_default();
                Err(format!("{} of its objects cannot be read, the others were taken: {first}", odd.count))
            }
        });
        on(each(Piece::Row { place: self.place, records }))?;
        match self.bodies >= limits::HEAP || self.bytes >= limits::HEAP_BYTES {
            true => self.give(held, each),
            false => Ok(()),
        }
    }

    /// With what is held of the same chats, contacts and sends.
    fn give(&mut self, held: &dyn Held, each: &mut dyn FnMut(Piece) -> Flow) -> Result<()> {
        let mut gathered = std::mem::take(&mut self.gathered);
        (self.bodies, self.bytes) = (0, 0);
        let touched: Vec<_> = gathered.touched().map(|(kind, id)| (kind, id.to_owned())).collect();
        for (kind, id) in touched {
            if let Some(raw) = held.raw(kind, &id) {
                // What came from elsewhere, such as another form of file, stays beside it.
                let _ = gathered.recall(kind, &raw);
            }
        }
        on(each(Piece::Rest(gathered.records())))
    }
}

fn on(flow: Flow) -> Result<()> {
    if flow == Flow::Stop { Err(Error::Stopped) } else { Ok(()) }
}

/// The bodies that begin with the next line: one, or those of a list, or one that is written over many lines. `None`
/// at the end.
fn bodies(text: &mut dyn BufRead) -> Result<Option<Vec<String>>> {
    let Some(mut body) = line(text)? else { return Ok(None) };
    // Over several lines: up to where it is whole.
    while !is_whole(&body) {
        match line(text)? {
            Some(more) if body.len() + more.len() < limits::BODY => body.push_str(&more),
            Some(_) => return Err(beyond("a body is longer than any that WhatsApp sends").into()),
            None => break,
        }
    }
    match serde_json::from_str::<Vec<&RawValue>>(&body) {
        Ok(list) => Ok(Some(list.iter().map(|one| one.get().to_owned()).collect())),
        Err(_) => Ok(Some(vec![body])),
    }
}

/// The next line that is not empty.
fn line(text: &mut dyn BufRead) -> Result<Option<String>> {
    loop {
        let mut line = Vec::new();
        let read = text.take(limits::BODY as u64).read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(None);
        }
        if read == limits::BODY {
            return Err(beyond("a body is longer than any that WhatsApp sends").into());
        }
        if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
            return Ok(Some(String::from_utf8_lossy(&line).into_owned()));
        }
    }
}

/// As many brackets are closed as were opened.
fn is_whole(json: &str) -> bool {
    let (mut open, mut quoted, mut escaped) = (0i64, false, false);
    for byte in json.bytes() {
        match (quoted, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => quoted = !quoted,
            (false, b'{' | b'[') => open += 1,
            (false, b'}' | b']') => open -= 1,
            _ => {}
        }
    }
    open <= 0
}
