//! Reference data that ships with the program: places and countries.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::origin::Gazetteer;

/// Provinces, prefectures and countries by name. Built once from GB/T 2260 and ISO 3166-1 lists.
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let divisions = table(include_str!("../../../assets/codes/divisions.csv"));
    let countries = table(include_str!("../../../assets/codes/countries.csv"));
    let places = divisions
        .iter()
        .filter(|row| {
            matches!(row.get(3).map(String::as_str), Some("province" | "prefecture")) && row.get(7).map(String::as_str) == Some("gb2260")
        })
        .filter_map(|row| Some((row.first()?.as_str(), row.get(1)?.as_str())));
    let abroad = countries.iter().filter(|row| row.first().map(String::as_str) != Some("CN")).filter_map(|row| Some(row.get(3)?.as_str()));
    Gazetteer::new(places, abroad)
});

/// The gazetteer.
pub(crate) fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

/// Names of the sections of GB/T 4754-2017 by their letters.
static SECTIONS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let rows = table(include_str!("../../../assets/codes/sections.csv"));
    rows.into_iter().filter_map(|row| Some((row.first()?.clone(), row.get(1)?.clone()))).collect()
});

/// The name of a section.
pub(crate) fn section(letter: &str) -> Option<&'static str> {
    SECTIONS.get(letter).map(String::as_str)
}

fn table(text: &str) -> Vec<Vec<String>> {
    csv::Reader::from_reader(text.as_bytes()).records().filter_map(Result::ok).map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[cfg(test)]
mod tests {
    use domain::claim::OriginScope;

    use super::gazetteer;

    #[test]
    fn the_shipped_lists_tell_places_of_the_whole_country_and_abroad() {
        for (text, scope) in [
            ("武汉联创物流有限公司", OriginScope::OutOfProvince),
            ("佛山", OriginScope::OutOfProvince),
            ("北京市朝阳区", OriginScope::OutOfProvince),
            ("太原", OriginScope::InProvince),
            ("临汾", OriginScope::InCity),
            ("德国", OriginScope::Overseas),
            ("香港", OriginScope::Overseas),
            ("", OriginScope::Unknown),
        ] {
            assert_eq!(gazetteer().scope_of_place(text, "141000"), scope, "{text}");
        }
    }
}
