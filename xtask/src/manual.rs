//! The manual: its chapters are all in the table of contents, its links lead somewhere, and its pictures are taken by
//! the browser journeys, so that none can be older than the page that it shows.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use pulldown_cmark::{Event, Parser, Tag};

use crate::{tally::Tally, workspace::Workspace};

const CONTENTS: &str = "SUMMARY.md";
const IMAGES: &str = "images";
/// How a journey takes a picture of the manual: `picture(page, 'board')` in `web/e2e/fixtures.ts`.
const TAKES: &str = "picture(page, '";

/// Checks the manual; every fault is told with its place.
pub(crate) fn step(workspace: &Workspace) -> Result<Tally> {
    let folder = workspace.root.join("docs/manual/src");
    let taken = taken_by_journeys(&workspace.web().join("e2e"))?;
    let mut faults = Vec::new();
    let mut shown = BTreeSet::new();
    let mut listed = BTreeSet::new();
    let chapters = chapters(&folder)?;
    for (name, text) in &chapters {
        for target in targets(text) {
            let place = || format!("docs/manual/src/{name}: {target}");
            if !folder.join(&target).is_file() {
                faults.push(format!("{} 没有这个文件 there is no such file", place()));
            }
            if let Some(picture) = target.strip_prefix("images/").and_then(|file| file.strip_suffix(".png")) {
                shown.insert(picture.to_owned());
                if !taken.contains_key(picture) {
                    faults.push(format!("{} 没有浏览器流程拍这张图 no journey takes this picture", place()));
                }
            }
            if name == CONTENTS {
                listed.insert(target);
            }
        }
    }
    for name in chapters.keys().filter(|name| *name != CONTENTS && !listed.contains(*name)) {
        faults.push(format!("docs/manual/src/{name} 不在目录里 is not in the table of contents"));
    }
    for (picture, place) in taken.iter().filter(|(picture, _)| !shown.contains(*picture)) {
        faults.push(format!("{place}: 手册没有用到图 {picture} the manual does not show this picture"));
    }
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        bail!("手册有 {} 处错误 faults in the manual; 重拍图片 take the pictures again: npm run pictures", faults.len());
    }
    println!("{} 章，{} 张图 chapters and pictures", chapters.len() - 1, shown.len());
    Ok(Tally::default())
}

/// The chapters by file name, the table of contents among them.
fn chapters(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for file in files(folder, "md")? {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        found.insert(name, fs::read_to_string(&file).with_context(|| file.display().to_string())?);
    }
    Ok(found)
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != IMAGES) {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    Ok(found)
}

/// The files of the manual that a chapter links to or shows.
fn targets(text: &str) -> Vec<String> {
    let local = |target: &str| !target.contains(':') && !target.starts_with('#');
    Parser::new(text)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if local(&dest_url) => {
                Some(dest_url.split('#').next().unwrap_or_default().to_owned())
            }
            _ => None,
        })
        .collect()
}

/// Names of the pictures that journeys take, with the journey.
fn taken_by_journeys(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for file in files(folder, "ts")? {
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let place = file.file_name().map(|name| format!("web/e2e/{}", name.to_string_lossy())).unwrap_or_default();
        let names = text.split(TAKES).skip(1).filter_map(|rest| rest.split('\'').next());
        found.extend(names.map(|name| (name.to_owned(), place.clone())));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_pictures_of_a_chapter_are_found_and_addresses_are_left_alone() {
        let text = "见[认定](reviewer.md#退回)和![看板](images/board.png),另见 [RFC](https://www.rfc-editor.org) 与[上文](#词)";
        assert_eq!(targets(text), ["reviewer.md", "images/board.png"]);
    }
}
