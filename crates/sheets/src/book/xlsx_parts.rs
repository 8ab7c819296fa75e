//! The parts of an Office Open XML workbook beside its sheets: directory, styles, shared strings.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::build::{Builder, CappedText, Fault};
use super::cells::Style;
use super::format::NumberFormat;
use super::package::{Package, attribute, flag, push_text};

/// A worksheet of the directory.
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// What the workbook part says.
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) styles: Option<String>,
    pub(super) shared_strings: Option<String>,
    pub(super) date_1904: bool,
}

/// A relation: type and target.
struct Relation {
    kind: String,
    target: String,
}

fn relations(package: &mut Package<'_>, part: &str) -> Result<BTreeMap<String, Relation>, Fault> {
    let mut relations = BTreeMap::new();
    if !package.has(part) {
        return Ok(relations);
    }
    package.walk(part, |event| {
        if let Event::Start(start) | Event::Empty(start) = &event
            && start.local_name().into_inner() == "Relationship"
            && let (Some(id), Some(kind), Some(target)) = (attribute(start, "Id"), attribute(start, "Type"), attribute(start, "Target"))
        {
            relations.insert(id, Relation { kind, target });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// The part that a target means, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            name => steps.push(name),
        }
    }
    steps.join("/")
}

/// Reads the directory of the workbook.
pub(super) fn workbook(package: &mut Package<'_>) -> Result<Workbook, Fault> {
    let root = relations(package, "_rels/.rels")?;
    let part = root
        .values()
        .find(|r| r.kind.ends_with("/officeDocument"))
        .map_or_else(|| "xl/workbook.xml".to_owned(), |r| resolve("", &r.target));
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
    let relations = relations(package, &format!("{folder}/_rels/{file}.rels"))?;
    let mut sheets = Vec::new();
    let mut date_1904 = false;
    package.walk(&part, |event| {
        if let Event::Start(start) | Event::Empty(start) = &event {
            match start.local_name().into_inner() {
                "workbookPr" => date_1904 = flag(start, "date1904"),
                "sheet" => {
                    // The relation's id has a prefix, the sheet's own number has another name.
                    let relation = attribute(start, "id").and_then(|id| relations.get(&id));
                    let hidden = attribute(start, "state").is_some_and(|state| state != "visible");
                    if let (Some(relation), Some(name)) = (relation, attribute(start, "name"))
                        && relation.kind.ends_with("/worksheet")
                    {
                        sheets.push(SheetEntry { name, part: resolve(folder, &relation.target), hidden });
                    }
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    let by_kind = |suffix: &str| relations.values().find(|r| r.kind.ends_with(suffix)).map(|r| resolve(folder, &r.target));
    let (styles, shared_strings) = (by_kind("/styles"), by_kind("/sharedStrings"));
    let present = |part: Option<String>| part.filter(|part| package.has(part));
    Ok(Workbook { sheets, styles: present(styles), shared_strings: present(shared_strings), date_1904 })
}

/// Reads number formats and struck fonts of the cell styles.
pub(super) fn styles(package: &mut Package<'_>, part: &str) -> Result<Vec<Style>, Fault> {
    let mut codes: BTreeMap<u32, NumberFormat> = BTreeMap::new();
    let mut fonts: Vec<bool> = Vec::new();
    let mut styles = Vec::new();
    let (mut in_fonts, mut in_cell_styles) = (false, false);
    package.walk(part, |event| {
        match &event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().into_inner() {
                "numFmt" => {
                    let id = attribute(start, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(start, "formatCode")) {
                        codes.insert(id, NumberFormat::parse(&code));
                    }
                }
                "fonts" => in_fonts = true,
                "font" if in_fonts => fonts.push(false),
                "strike" if in_fonts => {
                    let off = attribute(start, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false"));
                    if let Some(font) = fonts.last_mut() {
                        *font = !off;
                    }
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let number = |name| attribute(start, name).and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                    let id = number("numFmtId");
                    let format = codes.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(id));
                    let struck = fonts.get(number("fontId") as usize).copied().unwrap_or(false);
                    styles.push(Style { format, struck });
                }
                _ => {}
            },
            Event::End(end) => match end.local_name().into_inner() {
                "fonts" => in_fonts = false,
                "cellXfs" => in_cell_styles = false,
                _ => {}
            },
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// Reads the shared strings into the pool and gives their numbers in order.
pub(super) fn shared_strings(package: &mut Package<'_>, part: &str, builder: &mut Builder<'_>) -> Result<Vec<u32>, Fault> {
    let mut numbers = Vec::new();
    let mut text = builder.text_buffer();
    let (mut in_text, mut in_phonetic) = (false, false);
    package.walk(part, |event| {
        let (name, opens, closes) = match &event {
            Event::Start(start) => (start.local_name().into_inner(), true, false),
            Event::Empty(start) => (start.local_name().into_inner(), true, true),
            Event::End(end) => (end.local_name().into_inner(), false, true),
            _ => {
                if in_text {
                    push_text(&event, &mut text);
                }
                return Ok(());
            }
        };
        match name {
            "rPh" => in_phonetic = opens && !closes,
            "t" => in_text = opens && !closes && !in_phonetic,
            "si" => {
                if opens {
                    text.clear();
                }
                if closes {
                    let decoded = decode_escapes(&text, builder.limits.cell_chars);
                    numbers.push(builder.keep(decoded.as_ref().unwrap_or(&text))?);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(numbers)
}

/// Writers hide control characters as `_x000D_` (ECMA-376 part 1, 22.9.2.19, `ST_Xstring`).
pub(super) fn decode_escapes(text: &CappedText, limit: usize) -> Option<CappedText> {
    if !text.as_str().contains("_x") || text.cut_from().is_some() {
        return None;
    }
    let mut out = CappedText::new(limit);
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("_x") {
        out.push(before);
        let code =
            after.split_at_checked(4).filter(|(_, tail)| tail.starts_with('_')).and_then(|(hex, _)| u32::from_str_radix(hex, 16).ok());
        if let Some(c) = code.and_then(char::from_u32) {
            out.push(c.encode_utf8(&mut [0; 4]));
            rest = after.get(5..).unwrap_or_default();
        } else {
            out.push("_x");
            rest = after;
        }
    }
    out.push(rest);
    Some(out)
}
