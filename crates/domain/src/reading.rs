//! How names are read aloud: pinyin, by which people sort names and abbreviate them when they search.

use pinyin::{ToPinyin, ToPinyinMulti};

/// Letters on either side of a character that is read another way: as many as people type at once.
const AROUND: usize = 4;

/// A name as it is sorted: each character by its usual reading, what is no Chinese character as it is, in small
/// letters. 临汾开发区 is `lin fen kai fa qu`.
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() * 2);
    for (character, reading) in name.chars().zip(name.to_pinyin()) {
        if character.is_whitespace() {
            continue;
        }
        match reading {
            Some(reading) => {
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(reading.plain());
            }
            None => key.extend(character.to_lowercase()),
        }
    }
    key
}

/// The initials that people type for a name: those of the usual readings, and behind them, each after a space, a
/// stretch around every character that is read another way too, and around two of them near each other (重庆 is `zq`, and
/// `cq`). Letters and digits stand for
/// themselves, anything else is left out.
pub fn initials(name: &str) -> String {
    let mut usual = Vec::new();
    let mut others = Vec::new();
    for ((character, reading), readings) in name.chars().zip(name.to_pinyin()).zip(name.to_pinyin_multi()) {
        let initial = |plain: &str| plain.chars().next();
        match reading.and_then(|reading| initial(reading.plain())) {
            Some(letter) => {
                let mut all: Vec<char> = readings.into_iter().flatten().filter_map(|reading| initial(reading.plain())).collect();
                all.sort_unstable();
                all.dedup();
                others.extend(all.into_iter().filter(|other| *other != letter).map(|other| (usual.len(), other)));
                usual.push(letter);
            }
            None => usual.extend(Some(character).filter(|one| one.is_alphanumeric()).into_iter().flat_map(char::to_lowercase)),
        }
    }
    let singles = others.iter().map(|other| vec![*other]);
    let pairs = others.iter().enumerate().flat_map(|(place, first)| {
        let near = others.iter().skip(place + 1).filter(move |second| (1..AROUND).contains(&second.0.saturating_sub(first.0)));
        near.map(move |second| vec![*first, *second])
    });
    let mut text: String = usual.iter().collect();
    for replaced in singles.chain(pairs) {
        let (Some((first, _)), Some((last, _))) = (replaced.first(), replaced.last()) else { continue };
        let start = first.saturating_sub(AROUND);
        text.push(' ');
        text.extend(
            usual
                .iter()
                .enumerate()
                .skip(start)
                .take(last + AROUND + 1 - start)
                .map(|(at, letter)| replaced.iter().find(|(place, _)| *place == at).map_or(*letter, |(_, other)| *other)),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_abbreviated_by_the_initials_of_every_reading() {
        assert!(initials("临汾新材料").starts_with("lfxcl"));
        let spellings = initials("重庆长安汽车");
        for typed in ["cq", "zqca", "cqca", "cqzaq"] {
            assert!(spellings.split(' ').any(|spelling| spelling.contains(typed)), "{spellings}");
        }
        assert!(initials("ABC(一期)5万吨").starts_with("abcyq5wd"));
    }

    #[test]
    fn another_reading_adds_a_stretch_and_not_a_whole_name() {
        let name = "重".repeat(40);
        assert!(initials(&name).len() < 8_000);
        let longest = initials(&name).split(' ').skip(1).map(str::len).max();
        assert!(longest.is_some_and(|length| length <= 3 * AROUND));
    }

    #[test]
    fn names_are_sorted_as_they_are_read() {
        let mut names = vec!["浙江", "安徽", "江苏", "安庆"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["安徽", "安庆", "江苏", "浙江"]);
    }
}
