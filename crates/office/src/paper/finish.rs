//! Puts the Word package together.
//!
//! The library writes the elements; this pass adds what it has no words for and sets the order that the
//! schema asks for (ECMA-376 part 1, `wml.xsd`), without which strict readers refuse a file:
//! header rows that repeat on every page, the mark of the default style, the tag of a content control, the substitutes of fonts, the
//! properties of the file, and packed entries without a time.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};

use docx_rs::Docx;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::layout::FALLBACKS;
use super::styles::id;
use super::{Paper, layout};
use crate::OfficeError;
use crate::text::clean;

/// The order of the children of an element, where the library's is another.
const ORDERS: [(&str, &[&str]); 8] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:textAlignment",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:strike",
            "w:color",
            "w:spacing",
            "w:w",
            "w:kern",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:vertAlign",
        ],
    ),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
            "w:textDirection",
            "w:docGrid",
        ],
    ),
    ("w:sdtPr", &["w:rPr", "w:alias", "w:tag", "w:dataBinding"]),
    ("w:tblPr", &["w:tblStyle", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:textDirection", "w:vAlign"]),
    ("w:style", &["w:name", "w:basedOn", "w:next", "w:link", "w:uiPriority", "w:qFormat", "w:pPr", "w:rPr"]),
    ("w:settings", &["w:zoom", "w:defaultTabStop", "w:evenAndOddHeaders", "w:characterSpacingControl", "w:compat", "w:docVars"]),
];

/// The docx file of a document.
pub(super) fn package(docx: Docx, paper: &Paper) -> Result<Vec<u8>, OfficeError> {
    let mut draft = Cursor::new(Vec::new());
    docx.build().pack(&mut draft).map_err(failed)?;
    let mut parts = ZipArchive::new(draft).map_err(failed)?;
    let mut finished = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).map_err(failed)?;
        if part.is_dir() {
            continue;
        }
        let name = part.name().map_err(failed)?.into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).map_err(failed)?;
        let text = match name.as_str() {
            "word/fontTable.xml" => font_table(),
            "docProps/core.xml" => core_properties(paper),
            _ if name.starts_with("word/") && !name.contains("_rels") => ordered(&text)?,
            _ => text,
        };
        finished.start_file(name, options).map_err(failed)?;
        finished.write_all(text.as_bytes()).map_err(failed)?;
    }
    Ok(finished.finish().map_err(failed)?.into_inner())
}

fn failed(error: impl std::fmt::Display) -> OfficeError {
    OfficeError::Docx(error.to_string())
}

/// The fonts with the names of their substitutes.
fn font_table() -> String {
    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    );
    for (name, others) in FALLBACKS {
        // 86 is the character set GB 2312.
        let _ = write!(xml, r#"<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>"#);
    }
    let _ = write!(xml, r#"<w:font w:name="{}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font></w:fonts>"#, layout::LATIN_FONT);
    xml
}

/// Title, author and date of the file, from the paper.
fn core_properties(paper: &Paper) -> String {
    let mut xml = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/""#,
        r#" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
    ));
    let _ = write!(xml, "<dc:title>{}</dc:title>", escape(clean(&paper.title.concat())));
    if let Some(sign_off) = &paper.sign_off {
        let _ = write!(xml, "<dc:creator>{}</dc:creator>", escape(clean(&sign_off.issuer)));
        for name in ["created", "modified"] {
            let _ = write!(xml, r#"<dcterms:{name} xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:{name}>"#, sign_off.date);
        }
    }
    xml.push_str("</cp:coreProperties>");
    xml
}

/// An element with what is in it.
struct Element {
    start: BytesStart<'static>,
    children: Vec<Child>,
}

enum Child {
    Element(Element),
    Other(Event<'static>),
}

/// The part with its elements in the schema's order and with what the library leaves out.
fn ordered(xml: &str) -> Result<String, OfficeError> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new(Vec::new());
    let mut open: Vec<Element> = Vec::new();
    loop {
        let child = match reader.read_event().map_err(failed)? {
            Event::Eof => break,
            Event::Start(start) => {
                open.push(Element { start: start.into_owned(), children: Vec::new() });
                continue;
            }
            Event::Empty(start) => Child::Element(Element { start: start.into_owned(), children: Vec::new() }),
            Event::End(_) => match open.pop() {
                Some(element) => Child::Element(completed(element)),
                None => break,
            },
            other => Child::Other(other.into_owned()),
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(child),
            None => write_child(&mut writer, child)?,
        }
    }
    String::from_utf8(writer.into_inner()).map_err(failed)
}

fn write_child(writer: &mut Writer<Vec<u8>>, child: Child) -> Result<(), OfficeError> {
    match child {
        Child::Other(event) => writer.write_event(event).map_err(failed),
        Child::Element(element) if element.children.is_empty() => writer.write_event(Event::Empty(element.start)).map_err(failed),
        Child::Element(element) => {
            let end = element.start.to_end().into_owned();
            writer.write_event(Event::Start(element.start)).map_err(failed)?;
            for child in element.children {
                write_child(writer, child)?;
            }
            writer.write_event(Event::End(end)).map_err(failed)
        }
    }
}

/// The element as the schema wants it.
fn completed(mut element: Element) -> Element {
    let name = element.start.name().as_ref().to_owned();
    match name.as_str() {
        "w:sdtPr" => tag(&mut element),
        "w:tr" if is_header(&element) => repeat_on_every_page(&mut element),
        "w:style" if value(&element.start, "w:styleId").as_deref() == Some("Normal") => element.start.push_attribute(("w:default", "1")),
        _ => {}
    }
    if let Some((_, order)) = ORDERS.iter().find(|(of, _)| *of == name) {
        let rank = |child: &Child| child.name().and_then(|name| order.iter().position(|known| *known == name)).unwrap_or(order.len());
        element.children.sort_by_key(rank);
    }
    element
}

impl Child {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Element(element) => Some(element.start.name().0),
            Self::Other(_) => None,
        }
    }

    fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Other(_) => None,
        }
    }
}

/// Copies the title of a content control into its tag, which is where programs look for it.
fn tag(element: &mut Element) {
    let title = element.children.iter().filter_map(Child::element).find(|child| child.start.name().as_ref() == "w:alias");
    if let Some(title) = title {
        let start = BytesStart::new("w:tag").with_attributes(title.start.attributes().flatten()).into_owned();
        element.children.push(Child::Element(Element { start, children: Vec::new() }));
    }
}

/// An attribute of an element.
fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start.try_get_attribute(name).ok().flatten().map(|attribute| attribute.value.into_owned())
}

/// Whether the first paragraph of a row is set as a table's header.
fn is_header(row: &Element) -> bool {
    let path = ["w:tc", "w:p", "w:pPr", "w:pStyle"];
    let found = path
        .iter()
        .try_fold(row, |at, name| at.children.iter().filter_map(Child::element).find(|child| child.start.name().as_ref() == *name));
    found.and_then(|style| value(&style.start, "w:val")).as_deref() == Some(id::TABLE_HEAD)
}

fn repeat_on_every_page(row: &mut Element) {
    for child in &mut row.children {
        if let Child::Element(properties) = child
            && properties.start.name().as_ref() == "w:trPr"
        {
            properties.children.push(Child::Element(Element { start: BytesStart::new("w:tblHeader"), children: Vec::new() }));
        }
    }
}
