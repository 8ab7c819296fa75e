//! The text of an HTML page as people see it, read in one pass without building a tree.

use super::Lines;

/// Elements whose content is not shown.
const HIDDEN: [&str; 6] = ["script", "style", "noscript", "template", "head", "svg"];

/// Elements that begin and end a line.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "thead",
    "tbody",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "blockquote",
    "pre",
    "dd",
    "dt",
];

/// Reads a page: any tag soup gives some text.
///
/// ```
/// assert_eq!(office::prose::read_html("<p>签约<b>78</b>个</p><tr><td>合计</td><td>98</td></tr>"), "签约78个\n合计\t98\n");
/// ```
pub fn read_html(page: &str) -> String {
    let mut lines = Lines::default();
    let mut rest = page;
    while let Some((before, behind)) = rest.split_once('<') {
        push_words(&mut lines, before);
        rest = behind;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        let Some((tag, behind)) = rest.split_once('>') else {
            // A single < is a sign of comparison.
            push_words(&mut lines, rest);
            return ended(lines);
        };
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            lines.text.push('<');
            continue;
        }
        rest = behind;
        let closing = tag.starts_with('/');
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        if !closing && HIDDEN.contains(&name.as_str()) && !tag.ends_with('/') {
            rest = behind_closing(rest, &name);
        } else if BLOCKS.contains(&name.as_str()) {
            lines.end_line();
        } else if !closing && matches!(name.as_str(), "td" | "th") {
            lines.part_cells();
        }
    }
    push_words(&mut lines, rest);
    ended(lines)
}

fn ended(mut lines: Lines) -> String {
    lines.end_line();
    lines.text
}

/// What follows the closing tag of an element, or nothing.
fn behind_closing<'p>(page: &'p str, name: &str) -> &'p str {
    let mut rest = page;
    while let Some((_, behind)) = rest.split_once("</") {
        let closes = behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        rest = behind;
        if closes {
            return rest.split_once('>').map_or("", |(_, behind)| behind);
        }
    }
    ""
}

/// Adds words with their entities resolved and space run together, as a browser shows them.
fn push_words(lines: &mut Lines, words: &str) {
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let (c, length) = if c == '&' { entity(rest) } else { (c, c.len_utf8()) };
        rest = rest.get(length..).unwrap_or_default();
        let space = matches!(c, ' ' | '\n' | '\r' | '\t');
        let wanted = !space || !(lines.text.is_empty() || lines.text.ends_with([' ', '\n', '\t']));
        if wanted {
            lines.text.push(if space { ' ' } else { c });
        }
    }
}

/// The character of an entity at the beginning of `text`, and the bytes that it takes.
fn entity(text: &str) -> (char, usize) {
    let end = text.char_indices().take(12).find(|(_, c)| *c == ';').map(|(at, _)| at);
    let name = end.and_then(|end| text.get(1..end)).unwrap_or_default();
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let c = number.and_then(char::from_u32).or(match name {
        "nbsp" => Some('\u{a0}'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "mdash" => Some('—'),
        "ndash" => Some('–'),
        "middot" => Some('·'),
        "ensp" | "emsp" => Some(' '),
        _ => None,
    });
    match (c, end) {
        (Some(c), Some(end)) => (c, end + 1),
        _ => ('&', 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_left_out() {
        assert_eq!(read_html("<head><title>x</title></head><script>var a = 1 < 2;</script><!-- 3 --><p>占&nbsp;5%</p>"), "占\u{a0}5%\n");
    }

    #[test]
    fn broken_markup_still_gives_its_words() {
        assert_eq!(read_html("a < b <p>c<td"), "a < b\nc<td\n".replace("c<td", "ctd"));
    }

    proptest::proptest! {
        #[test]
        fn no_page_makes_it_panic_or_grow(page in "[<>/a-z&;#0-9 占\n!-]{0,200}") {
            proptest::prop_assert!(read_html(&page).len() <= page.len() * 2 + 2);
        }
    }
}
