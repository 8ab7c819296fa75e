//! Invented names: syllables of enterprises and people, places that investors come from.

use crate::random::Random;

/// Syllables of enterprises. Three of them in a row are nobody's name.
const FIRST: [&str; 24] = [
    "晟", "瀚", "铭", "拓", "颐", "衡", "澜", "骏", "琨", "沐", "朔", "岚", "煜", "栩", "霁", "珩", "黎", "泓", "翊", "钰", "旻", "昶",
    "苒", "晗",
];
const SECOND: [&str; 22] =
    ["峪", "宸", "阔", "禾", "曜", "辰", "沣", "岳", "溪", "陌", "川", "垣", "砚", "麓", "原", "舟", "野", "棠", "屿", "陵", "池", "泽"];
const THIRD: [&str; 12] = ["博", "科", "联", "创", "启", "润", "嘉", "威", "特", "安", "隆", "诺"];

const SURNAMES: [&str; 20] =
    ["卫", "石", "郭", "贾", "宁", "柴", "段", "樊", "亢", "席", "乔", "燕", "蔚", "晋", "尉", "祁", "任", "解", "关", "邢"];
const GIVEN: [&str; 20] = [
    "晓岚", "绍安", "雨桐", "明远", "静怡", "志勇", "文静", "立新", "建业", "慧敏", "子昂", "春生", "海波", "丽华", "国栋", "思远", "玉梅",
    "俊杰", "秀英", "云飞",
];

/// A place that investors come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// As ledgers type it.
    pub name: &'static str,
    /// Division code for the credit code; empty abroad.
    division: &'static str,
    /// How often it is met.
    share: u64,
    /// Where that is, seen from the city.
    pub from: Origin,
}

/// Where a place is, seen from the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Another province.
    OutOfProvince,
    /// Another city of the province.
    InProvince,
    /// Abroad, or Hong Kong, Macao and Taiwan.
    Overseas,
}

macro_rules! places {
    ($($name:literal $division:literal $share:literal $from:ident;)+) => {
        const PLACES: &[Place] = &[$(Place { name: $name, division: $division, share: $share, from: Origin::$from },)+];
    };
}

places! {
    "苏州" "320500" 9 OutOfProvince;
    "东莞" "441900" 8 OutOfProvince;
    "深圳" "440300" 8 OutOfProvince;
    "杭州" "330100" 7 OutOfProvince;
    "北京" "110108" 8 OutOfProvince;
    "上海" "310115" 6 OutOfProvince;
    "宁波" "330200" 5 OutOfProvince;
    "武汉" "420100" 5 OutOfProvince;
    "郑州" "410100" 6 OutOfProvince;
    "西安" "610100" 6 OutOfProvince;
    "青岛" "370200" 5 OutOfProvince;
    "济南" "370100" 4 OutOfProvince;
    "合肥" "340100" 4 OutOfProvince;
    "成都" "510100" 4 OutOfProvince;
    "佛山" "440600" 4 OutOfProvince;
    "厦门" "350200" 3 OutOfProvince;
    "太原" "140100" 9 InProvince;
    "运城" "140800" 5 InProvince;
    "长治" "140400" 4 InProvince;
    "晋中" "140700" 3 InProvince;
    "新加坡" "" 2 Overseas;
    "香港" "" 3 Overseas;
}

/// A place, as often as it is met.
pub(crate) fn place(random: &mut Random) -> Place {
    let shares: Vec<u64> = PLACES.iter().map(|place| place.share).collect();
    PLACES.get(random.weighted(&shares)).or(PLACES.first()).copied().unwrap_or(Place {
        name: "苏州",
        division: "320500",
        share: 1,
        from: Origin::OutOfProvince,
    })
}

/// The syllables of an enterprise: 晟峪博.
pub(crate) fn brand(random: &mut Random) -> String {
    [FIRST.as_slice(), &SECOND, &THIRD].iter().filter_map(|syllables| random.pick(syllables).copied()).collect()
}

/// The name of an enterprise: 苏州晟峪博新材料有限公司.
pub(crate) fn enterprise(random: &mut Random, place: Place, brand: &str, business: &str) -> String {
    let kind = match random.below(100) {
        0..=11 => "集团股份有限公司",
        12..=44 => "科技有限公司",
        _ => "有限公司",
    };
    let place = if place.from == Origin::Overseas {
        format!("{brand}{business}({})", place.name)
    } else {
        format!("{}{brand}{business}", place.name)
    };
    format!("{place}{kind}")
}

/// The name of a person.
pub(crate) fn person(random: &mut Random) -> String {
    [SURNAMES.as_slice(), &GIVEN].iter().filter_map(|names| random.pick(names).copied()).collect()
}

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code that passes the checks of GB 32100-2015 and GB 11714-1997 and belongs to nobody;
/// none for an investor from abroad.
pub(crate) fn credit_code(random: &mut Random, place: Place) -> Option<String> {
    if place.division.is_empty() {
        return None;
    }
    let body: Vec<u64> = std::iter::once(22).chain((1..8).map(|_| random.below(31))).collect();
    let letters: String = body.iter().filter_map(|value| char_at(*value)).collect();
    let organisation_weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u64 =
        letters.chars().filter_map(|c| c.to_digit(36)).zip(organisation_weights).map(|(value, weight)| u64::from(value) * weight).sum();
    let inner = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or('0'),
    };
    let code = format!("91{}{letters}{inner}", place.division);
    let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let sum: u64 = code
        .bytes()
        .filter_map(|byte| ALPHABET.iter().position(|letter| *letter == byte))
        .zip(weights)
        .map(|(value, weight)| value as u64 * weight)
        .sum();
    Some(format!("{code}{}", char_at((31 - sum % 31) % 31).unwrap_or('0')))
}

fn char_at(value: u64) -> Option<char> {
    ALPHABET.get(usize::try_from(value).ok()?).map(|byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invented_credit_code_passes_the_standards_checks() {
        for place in PLACES.iter().filter(|place| !place.division.is_empty()) {
            for seed in 0..20 {
                let code = credit_code(&mut Random::new(7, seed), *place).unwrap();
                assert!(quantity::credit_code::check(&code).is_valid(), "{code}");
            }
        }
    }
}
