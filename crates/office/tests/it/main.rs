//! What an office may rely on in the files that it gets.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, and its helpers are part of it")]

mod paper;
mod workbook;

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// The text of one part of a package.
fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Every part's name; fails when a part is not well-formed XML or an entry carries a time.
fn checked_parts(file: &[u8]) -> Vec<String> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let time = entry.last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.day(), time.hour()), (1980, 1, 1, 0), "{name}");
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        assert_well_formed(&name, &text);
        names.push(name);
    }
    names
}

fn assert_well_formed(name: &str, text: &str) {
    let mut reader = Reader::from_str(text);
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Start(start) => {
                assert_attributes(name, &start);
                depth += 1;
            }
            Event::Empty(start) => assert_attributes(name, &start),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{name}");
}

/// A stray `&` in an attribute is found only when the value is decoded.
fn assert_attributes(name: &str, start: &BytesStart<'_>) {
    for attribute in start.attributes() {
        let value = attribute.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(unescape(&value.value).is_ok() && !value.value.contains('<'), "{name}: {value:?}");
    }
}
