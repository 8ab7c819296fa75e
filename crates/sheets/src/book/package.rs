//! Parts of a zipped workbook, inflated under a budget.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::build::{CappedText, Fault};
use crate::limits::Limits;

/// Longest stretch of a part without a tag: a reader of XML must hold it in memory at once.
const MAX_STRETCH: u64 = 64 << 20;

/// Bytes that may still be inflated. Shared by all parts of a file.
#[derive(Debug)]
struct Budget {
    left: Cell<u64>,
    spent: Cell<bool>,
}

/// Counts what comes out of the inflater; the sizes in a zip's directory may lie.
struct Counted<'p, R> {
    inner: R,
    budget: &'p Budget,
    stretch: u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        self.stretch = match read.iter().rposition(|byte| *byte == b'<') {
            Some(at) => u64::try_from(count - at).unwrap_or(u64::MAX),
            None => self.stretch.saturating_add(u64::try_from(count).unwrap_or(u64::MAX)),
        };
        let left = self.budget.left.get().checked_sub(u64::try_from(count).unwrap_or(u64::MAX));
        match left {
            Some(left) if self.stretch <= MAX_STRETCH => {
                self.budget.left.set(left);
                Ok(count)
            }
            _ => {
                self.budget.spent.set(true);
                Err(io::Error::other("inflates to more than the cap"))
            }
        }
    }
}

/// A zipped workbook.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: BTreeMap<String, usize>,
    budget: Budget,
    limit: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Fault::damaged("压缩目录", error))?;
        // Some writers use backslashes or another case than the relations say.
        let names = (0..archive.len())
            .filter_map(|index| archive.name_for_index(index).and_then(Result::ok).map(|name| (tidy(&name), index)))
            .collect();
        let budget = Budget { left: Cell::new(limits.inflated_bytes), spent: Cell::new(false) };
        Ok(Self { archive, names, budget, limit: limits.inflated_bytes })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&tidy(name))
    }

    /// Names of all parts, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Walks through a part. `handle` gets every event and stops the walk with an error.
    pub(super) fn walk(&mut self, name: &str, mut handle: impl FnMut(Event<'_>) -> Result<(), Fault>) -> Result<(), Fault> {
        let index = self.names.get(&tidy(name)).copied().ok_or_else(|| Fault::damaged(name, "文件里没有这一部分"))?;
        let file = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(text) if text.contains("assword") => Fault::Encrypted,
            other => Fault::damaged(name, other),
        })?;
        let counted = Counted { inner: file, budget: &self.budget, stretch: 0 };
        let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(64 << 10, counted));
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::with_capacity(4 << 10);
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Eof) => return Ok(()),
                Ok(event) => handle(event)?,
                Err(_) if self.budget.spent.get() => return Err(Fault::TooLarge("解压后的内容", self.limit)),
                Err(error) => return Err(Fault::damaged(name, error)),
            }
        }
    }
}

fn tidy(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start.attributes().with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name).map(|a| {
        let value = a.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        value.map_or_else(|_| a.value.to_string(), std::borrow::Cow::into_owned)
    })
}

/// Whether a boolean attribute is set.
pub(super) fn flag(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}

/// Adds the text of an event, if it is one.
pub(super) fn push_text(event: &Event<'_>, text: &mut CappedText) {
    match event {
        Event::Text(part) => text.push(&part.xml10_content()),
        Event::CData(part) => text.push(&part.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(c)) => text.push(c.encode_utf8(&mut [0; 4])),
            _ => text.push(match &**reference {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                "apos" => "'",
                _ => "",
            }),
        },
        _ => {}
    }
}
