//! The layouts: columns, groups, where ended projects stand, how things are typed.

use domain::money::Unit as MoneyUnit;
use domain::period::Period;

use super::cells::{DateStyle, Style, What};

/// How a unit lays out its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A column for each month and 累计 beside them, 万元; ended projects on a sheet of their own.
    MonthColumns,
    /// 本月 and 今年累计, each with 其中省外, three header rows, 亿元; a column of states.
    MonthAndCumulative,
    /// Sections by year of signing and one for ended projects, 累计 with 其中:9月, 万元, with a line of signatures.
    Sections,
    /// 今年累计 alone, one header row, 万元; a column of states; some amounts typed with their unit.
    Cumulative,
    /// Sections by industry with 小计, 本月 and 本年累计, 万元; dates by the month.
    ByIndustry,
}

/// Headings between the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Groups {
    None,
    /// Signed this year, signed before, ended.
    Year,
    /// By industry, each with its sum.
    Industry,
}

/// Where ended projects stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    OwnSheet,
    OwnSection,
    Status,
}

/// A layout for one month.
pub(super) struct Plan {
    pub(super) sheet: String,
    pub(super) columns: Vec<(Vec<String>, What)>,
    pub(super) ended_columns: Vec<(Vec<String>, What)>,
    pub(super) groups: Groups,
    pub(super) ended: Ended,
    /// Whether a row 合计 stands at the end.
    pub(super) total: bool,
    pub(super) notes: Vec<String>,
    pub(super) style: Style,
}

/// Columns from their headers, `/` between the rows of the header.
fn columns<'a>(heads: impl IntoIterator<Item = (&'a str, What)>) -> Vec<(Vec<String>, What)> {
    heads.into_iter().map(|(path, what)| (path.split('/').map(str::to_owned).collect(), what)).collect()
}

const NOTE: &str = "注:到位资金按实际到账填报,累计数自当年1月起计算。";
const SIGNATURE: &str = "填报人:经办员      审核人:分管领导      联系电话:0357-0000000";

impl Layout {
    pub(super) fn plan(self, period: Period) -> Plan {
        match self {
            Self::MonthColumns => month_columns(period),
            Self::MonthAndCumulative => month_and_cumulative(),
            Self::Sections => sections(period),
            Self::Cumulative => cumulative(),
            Self::ByIndustry => by_industry(),
        }
    }
}

fn month_columns(period: Period) -> Plan {
    let mut main = columns([
        ("序号", What::Seq),
        ("项目名称", What::Name),
        ("企业名称", What::Investor),
        ("统一社会信用代码", What::CreditCode),
        ("国民经济行业代码", What::IndustryCode),
        ("建设地点", What::Site),
        ("投资总额", What::Total),
        ("签约日期", What::Signed),
        ("开工日期", What::Started),
    ]);
    let months =
        (1..=period.month()).map(|month| (vec![format!("{}年各月到位资金", period.year()), format!("{month}月")], What::OfMonth(month)));
    main.extend(months);
    main.extend(columns([("累计到位", What::YearToDate), ("是否纳统", What::Enrolled), ("是否投产", What::Producing)]));
    Plan {
        sheet: format!("{}年", period.year()),
        columns: main,
        ended_columns: columns([
            ("序号", What::Seq),
            ("项目名称", What::Name),
            ("企业名称", What::Investor),
            ("总投资", What::Total),
            ("签约日期", What::Signed),
            ("终止时间", What::Terminated),
            ("终止原因", What::TerminatedReason),
        ]),
        groups: Groups::None,
        ended: Ended::OwnSheet,
        total: true,
        notes: vec![NOTE.to_owned()],
        style: Style { money: MoneyUnit::Wan, date: DateStyle::Digits, no_date: "—", yes: "√", no: "×", units_in_cells: false },
    }
}

fn month_and_cumulative() -> Plan {
    Plan {
        sheet: "到位资金月报".to_owned(),
        columns: columns([
            ("序号", What::Seq),
            ("项目名称", What::Name),
            ("投资方信息/投资方", What::Investor),
            ("投资方信息/来源地", What::Place),
            ("投资方信息/统一社会信用代码", What::CreditCode),
            ("所属产业", What::Industry),
            ("合同信息/合同总投资", What::Total),
            ("合同信息/签约时间", What::Signed),
            ("合同信息/协议类型", What::Agreement),
            ("开工时间", What::Started),
            ("到位资金/本月/计", What::Month),
            ("到位资金/本月/其中省外", What::OutsideMonth),
            ("到位资金/今年累计/计", What::YearToDate),
            ("到位资金/今年累计/其中省外", What::OutsideYearToDate),
            ("实际使用外资(万美元)", What::ForeignYearToDate),
            ("是否纳统", What::Enrolled),
            ("项目状态", What::Status),
        ]),
        ended_columns: Vec::new(),
        groups: Groups::None,
        ended: Ended::Status,
        total: false,
        notes: vec![NOTE.to_owned(), "审核:分管领导      制表:经办员".to_owned()],
        style: Style { money: MoneyUnit::Yi, date: DateStyle::Cell, no_date: "", yes: "是", no: "否", units_in_cells: false },
    }
}

fn sections(period: Period) -> Plan {
    let mut main = columns([
        ("序号", What::Seq),
        ("项目名称", What::Name),
        ("投资方/企业名称", What::Investor),
        ("投资方/统一社会信用代码", What::CreditCode),
        ("投资方/所在地", What::Place),
        ("投资方/联系人", What::Contact),
        ("产业类别", What::Industry),
        ("建设地点", What::Site),
        ("总投资", What::Total),
        ("签约时间", What::Signed),
        ("协议类型", What::Agreement),
        ("开工时间", What::Started),
        ("竣工时间", What::Completed),
    ]);
    let funds = format!("{}年到位资金", period.year());
    main.push((vec![funds.clone(), "累计".to_owned()], What::YearToDate));
    main.push((vec![funds, format!("其中:{}月", period.month())], What::Month));
    main.extend(columns([("实际使用外资(万美元)", What::ForeignYearToDate), ("形象进度", What::Progress)]));
    Plan {
        sheet: "台账".to_owned(),
        columns: main,
        ended_columns: Vec::new(),
        groups: Groups::Year,
        ended: Ended::OwnSection,
        total: true,
        notes: vec![SIGNATURE.to_owned()],
        style: Style { money: MoneyUnit::Wan, date: DateStyle::Points, no_date: "", yes: "是", no: "否", units_in_cells: false },
    }
}

fn cumulative() -> Plan {
    Plan {
        sheet: "Sheet1".to_owned(),
        columns: columns([
            ("序号", What::Seq),
            ("项目名称", What::Name),
            ("投资企业", What::Investor),
            ("投资方所在地", What::Place),
            ("所属产业", What::Industry),
            ("计划总投资", What::Total),
            ("协议签订时间", What::Signed),
            ("开工日期", What::Started),
            ("本年累计到位资金", What::YearToDate),
            ("是否投产", What::Producing),
            ("项目状态", What::Status),
        ]),
        ended_columns: Vec::new(),
        groups: Groups::None,
        ended: Ended::Status,
        total: false,
        notes: Vec::new(),
        style: Style { money: MoneyUnit::Wan, date: DateStyle::Dashes, no_date: "未开工", yes: "是", no: "否", units_in_cells: true },
    }
}

fn by_industry() -> Plan {
    Plan {
        sheet: "招商项目".to_owned(),
        columns: columns([
            ("序号", What::Seq),
            ("项目名称", What::Name),
            ("投资方", What::Investor),
            ("来源地", What::Place),
            ("行业代码", What::IndustryCode),
            ("协议总投资", What::Total),
            ("签约情况/签约时间", What::Signed),
            ("签约情况/协议类型", What::Agreement),
            ("开工时间", What::Started),
            ("是否入统", What::Enrolled),
            ("本月到位资金", What::Month),
            ("本年累计到位资金", What::YearToDate),
            ("项目状态", What::Status),
        ]),
        ended_columns: Vec::new(),
        groups: Groups::Industry,
        ended: Ended::Status,
        total: true,
        notes: vec![NOTE.to_owned(), SIGNATURE.to_owned()],
        style: Style { money: MoneyUnit::Wan, date: DateStyle::Months, no_date: "", yes: "有", no: "", units_in_cells: false },
    }
}
