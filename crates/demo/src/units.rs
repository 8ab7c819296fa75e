//! The units that report: how much each attracts, how it fares, and how it keeps its ledger.

use domain::period::Period;

use crate::ledger::Layout;

/// A unit that reports.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Code of the organisation.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Share of the city's projects.
    pub(crate) weight: u64,
    /// Signings of a year in per cent of those of the year before.
    pub(crate) growth: u64,
    /// Its ledger.
    pub layout: Layout,
    /// Where its projects are built.
    pub(crate) sites: &'static [&'static str],
}

macro_rules! units {
    ($($code:literal $name:literal $weight:literal $growth:literal $layout:ident $sites:expr;)+) => {
        /// The units of the city, in the order of the organisations.
        pub(crate) const UNITS: &[Unit] =
            &[$(Unit { code: $code, name: $name, weight: $weight, growth: $growth, layout: Layout::$layout, sites: $sites },)+];
    };
}

const PARKS: &[&str] = &["城东产业园", "城南加工园", "新材料园区", "物流园区", "现代农业示范园"];
const ZONE: &[&str] = &["一号标准厂房", "二号标准厂房", "东区", "西区", "科创孵化园"];
const YAODU: &[&str] = &["屯里镇", "乔李镇", "大阳镇", "县底镇", "刘村镇", "金殿镇", "吴村镇", "土门镇", "魏村镇", "尧庙镇"];
const HONGTONG: &[&str] = &["大槐树镇", "甘亭镇", "曲亭镇", "苏堡镇", "广胜寺镇", "明姜镇", "赵城镇", "万安镇", "辛村镇"];

units! {
    "141002" "尧都区" 130 112 Sections YAODU;
    "141021" "曲沃县" 70 118 MonthColumns PARKS;
    "141022" "翼城县" 60 92 ByIndustry PARKS;
    "141023" "襄汾县" 90 120 MonthAndCumulative PARKS;
    "141024" "洪洞县" 110 108 Sections HONGTONG;
    "141025" "古县" 34 88 Cumulative PARKS;
    "141026" "安泽县" 40 114 MonthColumns PARKS;
    "141027" "浮山县" 34 86 MonthAndCumulative PARKS;
    "141028" "吉县" 30 104 ByIndustry PARKS;
    "141029" "乡宁县" 60 118 Sections PARKS;
    "141030" "大宁县" 30 122 MonthAndCumulative PARKS;
    "141031" "隰县" 34 98 MonthColumns PARKS;
    "141032" "永和县" 28 90 Cumulative PARKS;
    "141033" "蒲县" 40 109 MonthAndCumulative PARKS;
    "141034" "汾西县" 30 94 Sections PARKS;
    "141081" "侯马市" 70 113 ByIndustry PARKS;
    "141082" "霍州市" 60 97 Cumulative PARKS;
    "LFJKQ" "临汾经济开发区" 80 124 MonthAndCumulative ZONE;
    "HMJKQ" "侯马经济开发区" 60 110 MonthColumns ZONE;
}

/// The last month that is reported; the demonstration stands in the month after it.
pub(crate) const LAST: (i32, u32) = (2026, 9);
/// The first month that is reported.
pub(crate) const FIRST: (i32, u32) = (2024, 1);

/// Whether a ledger is due for a month: in the first year by the quarter, afterwards by the month.
pub fn is_reported(period: Period) -> bool {
    period.year() > FIRST.0 || period.month().is_multiple_of(3)
}

/// Months by which a unit hands in the ledger of a month too late: mostly none, now and then one or two.
pub(crate) fn months_late(unit: usize, period: Period) -> u32 {
    let month = usize::try_from(period.month()).unwrap_or(0);
    let year = usize::try_from(period.year()).unwrap_or(0);
    match (unit * 7 + month * 3 + year) % 37 {
        _ if period.year() == FIRST.0 => 0,
        0 => 1,
        18 => 2,
        _ => 0,
    }
}
