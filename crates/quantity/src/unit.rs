//! Units of columns and amounts: money with scale and currency, area, counts, per cent.

use domain::money::{Currency, FEN_PER_YUAN};
use serde::{Deserialize, Serialize};

use crate::text::{Cursor, fold_char, is_space};

mod words;

pub(crate) use words::currency_at;
use words::{currency_name, scale_name, unit_at};

/// A unit of money: a scale of a currency, such as 万元 or 万美元.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AmountUnit {
    /// How many of the currency's own unit one of this is: 1 for 元, 10,000 for 万元.
    pub scale: i64,
    /// The currency.
    pub currency: Currency,
}

impl AmountUnit {
    /// 元
    pub const YUAN: Self = Self::cny(1);
    /// 千元
    pub const THOUSAND_YUAN: Self = Self::cny(1_000);
    /// 万元
    pub const WAN: Self = Self::cny(10_000);
    /// 百万元
    pub const MILLION_YUAN: Self = Self::cny(1_000_000);
    /// 千万元
    pub const TEN_MILLION_YUAN: Self = Self::cny(10_000_000);
    /// 亿元
    pub const YI: Self = Self::cny(100_000_000);
    /// 万美元
    pub const WAN_USD: Self = Self { scale: 10_000, currency: Currency::Usd };

    const fn cny(scale: i64) -> Self {
        Self { scale, currency: Currency::Cny }
    }

    /// Fen (hundredths of the currency's unit) in one of this unit.
    pub const fn minor(self) -> i64 {
        self.scale.saturating_mul(FEN_PER_YUAN)
    }

    /// Reads `亿元`, `万美元`, `(万元)`, `单位:万元`, `万元人民币`, `万USD`, `¥`; `None` for anything else,
    /// also for several units at once.
    pub fn parse(text: &str) -> Option<Self> {
        match Unit::parse(text)? {
            Unit::Amount(unit) => Some(unit),
            Unit::Area { .. } | Unit::Count { .. } | Unit::Percent | Unit::PerArea { .. } => None,
        }
    }

    /// Its Chinese name: 亿元, 万美元.
    pub fn label(self) -> String {
        let scale = scale_name(self.scale).map_or_else(|| format!("{}×", self.scale), str::to_owned);
        format!("{scale}{}", currency_name(self.currency))
    }
}

/// A unit of area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// 亩, 666⅔ m².
    Mu,
    /// 平方米
    SquareMetre,
    /// 公顷
    Hectare,
    /// 平方公里
    SquareKilometre,
}

/// What a count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// 人, 名
    Person,
    /// 个, 项, 宗, 件: projects and the like.
    Item,
    /// 家, 户: enterprises.
    Enterprise,
    /// 次, 批, 批次, 场: activities.
    Occasion,
    /// 人次: attendances.
    Attendance,
    /// 天, 日
    Day,
    /// 台, 套, 条: equipment.
    Machine,
}

/// What a number of a column measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Money.
    Amount(AmountUnit),
    /// Area, `scale` of the unit at a time: 10,000 for 万平方米.
    Area {
        /// The unit.
        of: Area,
        /// How many of it.
        scale: i64,
    },
    /// A count.
    Count {
        /// Of what.
        of: Counted,
        /// How many at a time: 10,000 for 万人.
        scale: i64,
    },
    /// Per cent.
    Percent,
    /// Money for an area: 万元/亩.
    PerArea {
        /// The money.
        money: AmountUnit,
        /// The area.
        area: Area,
    },
}

/// A unit that a note gives for one kind of figure: 外资 in 单位:万元(外资为万美元).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitFor {
    /// The words before it: `None` for the unit of everything else.
    pub what: Option<String>,
    /// The unit.
    pub unit: Unit,
}

/// Words before a unit in a note. Longer ones first.
const LABELS: [&str; 10] = ["金额计量单位", "货币单位", "金额单位", "计量单位", "数据单位", "单位金额", "单位", "金额", "计价", "币种"];

impl Unit {
    /// Reads a text that names one unit: `亿元`, `(万元)`, `单位：亩`, `%`, `万元/亩`, `人`.
    ///
    /// ```
    /// use quantity::{AmountUnit, Unit};
    /// assert_eq!(Unit::parse("单位：亿元"), Some(Unit::Amount(AmountUnit::YI)));
    /// assert_eq!(Unit::parse("万美元"), Some(Unit::Amount(AmountUnit::WAN_USD)));
    /// assert_eq!(Unit::parse("总投资"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let chars = tidy(text)?;
        let mut cursor = Cursor::new(&chars, 0);
        skip_label(&mut cursor);
        let unit = unit_at(&mut cursor)?;
        cursor.is_end().then_some(unit)
    }

    /// The unit that a column header names in brackets or at its end: `总投资(亿元)`, `到位率%`, `总投资,万元`.
    /// The last bracket that names a unit counts. `None` where the header has none.
    pub fn in_header(text: &str) -> Option<Self> {
        let folded: String = text.chars().take(200).map(fold_char).filter(|&c| !is_space(c)).collect();
        let bracketed =
            folded.split('(').skip(1).filter_map(|part| part.split_once(')')).filter_map(|(inside, _)| Self::parse(inside)).last();
        bracketed
            .or_else(|| folded.rsplit([',', ':', '、', '/', ';']).next().filter(|tail| tail.len() < folded.len()).and_then(Self::parse))
            .or_else(|| {
                let with_percent = folded.ends_with('%') && folded != "%";
                with_percent.then_some(Self::Percent)
            })
    }

    /// The unit of money, if it is one.
    pub const fn amount(self) -> Option<AmountUnit> {
        match self {
            Self::Amount(unit) => Some(unit),
            Self::Area { .. } | Self::Count { .. } | Self::Percent | Self::PerArea { .. } => None,
        }
    }
}

/// The unit that begins at character `at` of folded running text (see [`crate::text::fold_char`]), with the place
/// behind it: 亿元 in `1.2亿元` is for a reader of numerals, the 元 after them for this one.
///
/// ```
/// use quantity::unit::{self, Counted};
/// use quantity::Unit;
/// let chars: Vec<char> = "78个项目".chars().collect();
/// assert_eq!(unit::at(&chars, 2), Some((Unit::Count { of: Counted::Item, scale: 1 }, 3)));
/// ```
pub fn at(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    let mut cursor = Cursor::new(chars, at);
    let unit = unit_at(&mut cursor)?;
    Some((unit, cursor.at))
}

/// All units of a sheet's note, in order: `单位:万元、亩`, `计量单位:万元(外资为万美元)`, `单位:亿元(外资:万美元)`.
///
/// Text without any unit gives an empty list. A title that only happens to hold unit words inside other
/// words gives none, for a unit counts only between separators.
///
/// ```
/// use quantity::{AmountUnit, Unit, unit};
/// let units = unit::read_note("计量单位:万元(外资为万美元)");
/// assert_eq!(units[0].unit, Unit::Amount(AmountUnit::WAN));
/// assert_eq!(units[1].what.as_deref(), Some("外资"));
/// assert_eq!(units[1].unit, Unit::Amount(AmountUnit::WAN_USD));
/// ```
pub fn read_note(text: &str) -> Vec<UnitFor> {
    // A label and its value may be parted by wide space (单 位： 万元), two notes by space as well.
    let folded: String = text.chars().take(400).map(fold_char).collect();
    let squeezed = folded.replace("单 位", "单位");
    let mut units = Vec::new();
    for part in squeezed.split(['(', ')', ',', ';', '、', ' ', '\u{a0}', '。']) {
        if let Some(unit) = Unit::parse(part) {
            units.push(UnitFor { what: None, unit });
        } else if let Some((what, unit)) = part.split_once([':', '为']) {
            let what = what.trim_start_matches("其中");
            if let Some(unit) = Unit::parse(unit) {
                let what = Some(what).filter(|what| !what.is_empty() && !LABELS.iter().any(|label| what.ends_with(label)));
                units.push(UnitFor { what: what.map(str::to_owned), unit });
            }
        }
    }
    units
}

/// Folds a short text, drops space and one pair of outer brackets. Units are short: longer text is none.
fn tidy(text: &str) -> Option<Vec<char>> {
    let mut chars: Vec<char> = text.chars().take(33).map(fold_char).filter(|&c| !is_space(c)).collect();
    if chars.len() > 32 {
        return None;
    }
    while chars.first() == Some(&'(') && chars.last() == Some(&')') {
        chars.pop();
        chars.remove(0);
    }
    Some(chars)
}

fn skip_label(cursor: &mut Cursor<'_>) {
    if let Some(label) = cursor.eat_any(&LABELS)
        && cursor.eat_any(&[":", "为", "是"]).is_none()
        && cursor.is_end()
    {
        cursor.at -= label.chars().count();
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("元", AmountUnit::YUAN)]
    #[case("千元", AmountUnit::THOUSAND_YUAN)]
    #[case("万元", AmountUnit::WAN)]
    #[case("（万元）", AmountUnit::WAN)]
    #[case("万", AmountUnit::WAN)]
    #[case("万/元", AmountUnit::WAN)]
    #[case("万元人民币", AmountUnit::WAN)]
    #[case("人民币万元", AmountUnit::WAN)]
    #[case("百万元", AmountUnit::MILLION_YUAN)]
    #[case("千万元", AmountUnit::TEN_MILLION_YUAN)]
    #[case("亿元", AmountUnit::YI)]
    #[case("億元", AmountUnit::YI)]
    #[case("(亿)", AmountUnit::YI)]
    #[case("单位：亿 元", AmountUnit::YI)]
    #[case("金额单位:亿元", AmountUnit::YI)]
    #[case("(单位:万元)", AmountUnit::WAN)]
    #[case("RMB", AmountUnit::YUAN)]
    #[case("￥", AmountUnit::YUAN)]
    #[case("万美元", AmountUnit::WAN_USD)]
    #[case("万USD", AmountUnit::WAN_USD)]
    #[case("万美金", AmountUnit::WAN_USD)]
    #[case("$万", AmountUnit::WAN_USD)]
    #[case("万日圆", AmountUnit { scale: 10_000, currency: Currency::Jpy })]
    fn a_unit_of_money_is_read_in_every_usual_spelling(#[case] text: &str, #[case] expected: AmountUnit) {
        assert_eq!(AmountUnit::parse(text), Some(expected), "{text}");
    }

    #[rstest]
    #[case("亩", Unit::Area { of: Area::Mu, scale: 1 })]
    #[case("万平方米", Unit::Area { of: Area::SquareMetre, scale: 10_000 })]
    #[case("㎡", Unit::Area { of: Area::SquareMetre, scale: 1 })]
    #[case("万人", Unit::Count { of: Counted::Person, scale: 10_000 })]
    #[case("个", Unit::Count { of: Counted::Item, scale: 1 })]
    #[case("批次", Unit::Count { of: Counted::Occasion, scale: 1 })]
    #[case("％", Unit::Percent)]
    #[case("万元/亩", Unit::PerArea { money: AmountUnit::WAN, area: Area::Mu })]
    fn units_of_other_things_are_kept_apart(#[case] text: &str, #[case] expected: Unit) {
        assert_eq!(Unit::parse(text), Some(expected), "{text}");
        assert_eq!(AmountUnit::parse(text), None);
    }

    #[rstest]
    #[case("总投资")]
    #[case("")]
    #[case("单位")]
    #[case("万元、亩")]
    #[case("省/市")]
    fn words_that_are_no_unit_are_none(#[case] text: &str) {
        assert_eq!(Unit::parse(text), None, "{text}");
    }

    #[rstest]
    #[case("总投资(亿元)", Some(Unit::Amount(AmountUnit::YI)))]
    #[case("总投资\n（万元）", Some(Unit::Amount(AmountUnit::WAN)))]
    #[case("其中:外资(万美元)", Some(Unit::Amount(AmountUnit::WAN_USD)))]
    #[case("到位率%", Some(Unit::Percent))]
    #[case("总投资，万元", Some(Unit::Amount(AmountUnit::WAN)))]
    #[case("投资方(客商)名称", None)]
    #[case("责任单位", None)]
    #[case("用地面积(亩)", Some(Unit::Area { of: Area::Mu, scale: 1 }))]
    fn a_header_tells_its_unit(#[case] header: &str, #[case] expected: Option<Unit>) {
        assert_eq!(Unit::in_header(header), expected, "{header}");
    }

    #[test]
    fn a_note_tells_the_unit_of_each_kind_of_figure() {
        let read = |text| read_note(text).into_iter().map(|u| (u.what, u.unit)).collect::<Vec<_>>();
        let mu = Unit::Area { of: Area::Mu, scale: 1 };
        assert_eq!(read("单位:万元、亩   截止日期:2024年5月31日"), [(None, Unit::Amount(AmountUnit::WAN)), (None, mu)]);
        let with_foreign = [(None, Unit::Amount(AmountUnit::YI)), (Some("外资".to_owned()), Unit::Amount(AmountUnit::WAN_USD))];
        assert_eq!(read("单位:亿元(外资:万美元)"), with_foreign);
        assert_eq!(read("单 位：亿元（其中外资为万美元）"), with_foreign);
        assert!(read("填报单位:××县招商服务中心").is_empty());
    }

    #[rstest]
    #[case(AmountUnit::YUAN)]
    #[case(AmountUnit::THOUSAND_YUAN)]
    #[case(AmountUnit::WAN)]
    #[case(AmountUnit::MILLION_YUAN)]
    #[case(AmountUnit::TEN_MILLION_YUAN)]
    #[case(AmountUnit::YI)]
    #[case(AmountUnit::WAN_USD)]
    fn a_label_reads_back(#[case] unit: AmountUnit) {
        assert_eq!(AmountUnit::parse(&unit.label()), Some(unit));
    }
}
