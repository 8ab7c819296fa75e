//! Invented names: syllables of enterprises, products with their industry, places that investors come from.

use crate::random::Random;

/// First syllables of enterprises. Together with the second they name nobody.
const FIRST: [&str; 24] = [
    "晟", "瀚", "铭", "拓", "颐", "衡", "澜", "骏", "琨", "沐", "朔", "岚", "煜", "栩", "霁", "珩", "黎", "泓", "翊", "钰", "旻", "昶",
    "苒", "晗",
];
const SECOND: [&str; 22] =
    ["峪", "宸", "阔", "禾", "曜", "辰", "沣", "岳", "溪", "陌", "川", "垣", "砚", "麓", "原", "舟", "野", "棠", "屿", "陵", "池", "泽"];

/// Place, its division code, and how often it is met.
pub(crate) const PLACES: [(&str, &str, u64); 22] = [
    ("苏州", "320500", 9),
    ("东莞", "441900", 8),
    ("深圳", "440300", 8),
    ("杭州", "330100", 7),
    ("北京", "110108", 8),
    ("上海", "310115", 6),
    ("宁波", "330200", 5),
    ("武汉", "420100", 5),
    ("郑州", "410100", 6),
    ("西安", "610100", 6),
    ("青岛", "370200", 5),
    ("济南", "370100", 4),
    ("合肥", "340100", 4),
    ("成都", "510100", 4),
    ("佛山", "440600", 4),
    ("厦门", "350200", 3),
    ("太原", "140100", 9),
    ("运城", "140800", 5),
    ("长治", "140400", 4),
    ("晋中", "140700", 3),
    ("新加坡", "", 1),
    ("香港", "", 2),
];

/// Product, business word of the investor, industry as typed, code of GB/T 4754.
pub(crate) const PRODUCTS: [(&str, &str, &str, &str); 20] = [
    ("年产{n}万吨高纯铝基新材料", "新材料", "新材料", "C32"),
    ("年产{n}万套新能源汽车零部件", "汽车部件", "装备制造", "C36"),
    ("{n}00MW光伏组件制造", "新能源", "新能源", "C38"),
    ("年产{n}万吨锂电负极材料", "新材料", "新材料", "C30"),
    ("智能矿山装备生产基地", "装备制造", "装备制造", "C35"),
    ("年产{n}万吨果蔬精深加工", "食品", "农产品加工", "C13"),
    ("中药饮片及颗粒剂生产线", "药业", "生物医药", "C27"),
    ("年产{n}万吨精密铸件", "铸造", "先进制造", "C33"),
    ("冷链仓储物流园", "物流", "现代物流", "G59"),
    ("煤层气综合利用", "能源", "新能源", "D45"),
    ("年产{n}亿只电子元器件", "电子", "电子信息", "C39"),
    ("建筑垃圾资源化利用", "环保", "节能环保", "N77"),
    ("{n}万亩设施蔬菜产业园", "农业", "现代农业", "A01"),
    ("年产{n}万吨再生金属循环利用", "循环科技", "节能环保", "C42"),
    ("大数据算力中心", "数据", "数字经济", "I65"),
    ("古镇文旅综合开发", "文旅", "文化旅游", "R90"),
    ("年产{n}万台智能家电", "电器", "先进制造", "C38"),
    ("焦炉煤气制甲醇联产", "化工", "现代煤化工", "C26"),
    ("年产{n}万吨高端预制菜", "食品", "农产品加工", "C14"),
    ("钢结构装配式建筑构件", "钢构", "先进制造", "C33"),
];

/// The name of an enterprise from a place: `苏州晟峪新材料有限公司`. The number tells those of one world apart.
pub(crate) fn enterprise(random: &mut Random, place: &str, business: &str) -> String {
    let (first, second) = (random.pick(&FIRST).copied().unwrap_or("晟"), random.pick(&SECOND).copied().unwrap_or("峪"));
    let kind = if random.chance(15) {
        "集团股份有限公司"
    } else if random.chance(40) {
        "科技有限公司"
    } else {
        "有限公司"
    };
    format!("{place}{first}{second}{business}{kind}")
}

/// A project's name, told apart by the first part of its investor's name.
pub(crate) fn project(random: &mut Random, investor: &str, place: &str, product: &str) -> String {
    let own: String = investor.chars().skip(place.chars().count()).take(2).collect();
    format!("{own}{}项目", product.replace("{n}", &random.between(1, 30).to_string()))
}

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code that passes the checks of GB 32100-2015 and GB 11714-1997 and belongs to nobody.
pub(crate) fn credit_code(random: &mut Random, division: &str) -> String {
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
    let code = format!("91{division}{letters}{inner}");
    let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let sum: u64 = code
        .bytes()
        .filter_map(|byte| ALPHABET.iter().position(|letter| *letter == byte))
        .zip(weights)
        .map(|(value, weight)| value as u64 * weight)
        .sum();
    format!("{code}{}", char_at((31 - sum % 31) % 31).unwrap_or('0'))
}

fn char_at(value: u64) -> Option<char> {
    ALPHABET.get(usize::try_from(value).ok()?).map(|byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invented_credit_code_passes_the_standards_checks() {
        for place in 0..200 {
            let code = credit_code(&mut Random::new(7, place), "320500");
            assert!(quantity::credit_code::check(&code).is_valid(), "{code}");
        }
    }
}
