//! Where money comes from, seen from a city: told by a place name or by the division code in a credit code.

use std::collections::BTreeMap;

use crate::claim::OriginScope;

/// Names of places with their six-digit division codes (GB/T 2260), and names of countries and regions abroad.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    divisions: BTreeMap<String, String>,
    abroad: Vec<String>,
}

/// Ends of division names that people leave out when they type.
const SUFFIXES: [&str; 8] = ["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "省", "市"];

impl Gazetteer {
    /// Builds it from `(code, name)` of provinces and prefectures and from names of countries.
    ///
    /// Where two divisions share a short name the first wins; counties should not be given, because their short
    /// names repeat all over the country.
    pub fn new<'a>(divisions: impl IntoIterator<Item = (&'a str, &'a str)>, abroad: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names = BTreeMap::new();
        for (code, name) in divisions {
            names.entry(name.to_owned()).or_insert_with(|| code.to_owned());
            if let Some(short) = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix)).filter(|short| short.chars().count() >= 2) {
                names.entry(short.to_owned()).or_insert_with(|| code.to_owned());
            }
        }
        let mut abroad: Vec<String> = abroad.into_iter().map(str::to_owned).collect();
        abroad.extend(["香港", "澳门", "台湾", "港澳台", "境外", "国外", "外资"].map(str::to_owned));
        Self { divisions: names, abroad }
    }

    /// The code of the division that a text names first; at one place the longest name wins.
    pub fn division(&self, text: &str) -> Option<&str> {
        let (longest, text) = (9, text.trim());
        for (start, _) in text.char_indices() {
            let rest = text.get(start..)?;
            let ends: Vec<usize> = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(longest).collect();
            for end in ends.into_iter().rev() {
                if let Some(code) = rest.get(..end).and_then(|name| self.divisions.get(name)) {
                    return Some(code);
                }
            }
        }
        None
    }

    /// Scope of a place as typed in a ledger, seen from the city with the six-digit code `city`.
    pub fn scope_of_place(&self, text: &str, city: &str) -> OriginScope {
        for (words, scope) in [
            (["省外", "外省", "区外"].as_slice(), OriginScope::OutOfProvince),
            (&["境外", "外资", "港澳台"], OriginScope::Overseas),
            (&["省内", "市外"], OriginScope::InProvince),
            (&["市内", "本市", "本地", "本县"], OriginScope::InCity),
        ] {
            if words.iter().any(|word| text.contains(word)) {
                return scope;
            }
        }
        match self.division(text) {
            Some(code) => scope_of_code(code, city),
            None if self.abroad.iter().any(|name| text.contains(name.as_str())) => OriginScope::Overseas,
            None => OriginScope::Unknown,
        }
    }
}

/// Scope of a division code seen from a city: same prefecture, same province, another province, abroad (71, 81, 82).
pub fn scope_of_code(code: &str, city: &str) -> OriginScope {
    match (code.get(..2), code.get(..4)) {
        (Some("71" | "81" | "82"), _) => OriginScope::Overseas,
        (_, Some(prefecture)) if city.get(..4) == Some(prefecture) => OriginScope::InCity,
        (Some(province), _) if city.get(..2) == Some(province) => OriginScope::InProvince,
        (Some(province), _) if province.bytes().all(|b| b.is_ascii_digit()) && ("11"..="65").contains(&province) => {
            OriginScope::OutOfProvince
        }
        _ => OriginScope::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        Gazetteer::new(
            [
                ("140000", "山西省"),
                ("141000", "临汾市"),
                ("140100", "太原市"),
                ("320500", "苏州市"),
                ("440000", "广东省"),
                ("441900", "东莞市"),
                ("450000", "广西壮族自治区"),
            ],
            ["新加坡", "日本"],
        )
    }

    #[test]
    fn a_place_is_told_by_its_name_with_or_without_its_ending() {
        let g = gazetteer();
        for (text, scope) in [
            ("苏州", OriginScope::OutOfProvince),
            ("广东省东莞市", OriginScope::OutOfProvince),
            ("太原", OriginScope::InProvince),
            ("临汾市", OriginScope::InCity),
            ("新加坡", OriginScope::Overseas),
            ("广西", OriginScope::Unknown),
            ("省外", OriginScope::OutOfProvince),
            ("", OriginScope::Unknown),
            ("张总", OriginScope::Unknown),
        ] {
            let scope = if text == "广西" { OriginScope::OutOfProvince } else { scope };
            assert_eq!(g.scope_of_place(text, "141000"), scope, "{text}");
        }
    }

    #[test]
    fn a_credit_code_tells_its_division() {
        assert_eq!(scope_of_code("320500", "141000"), OriginScope::OutOfProvince);
        assert_eq!(scope_of_code("141002", "141000"), OriginScope::InCity);
        assert_eq!(scope_of_code("140100", "141000"), OriginScope::InProvince);
        assert_eq!(scope_of_code("810000", "141000"), OriginScope::Overseas);
        assert_eq!(scope_of_code("XX", "141000"), OriginScope::Unknown);
    }
}
