//! Organisations: the tree of city, counties, zones, towns, departments, task forces and outposts.

use serde::{Deserialize, Serialize};

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrgKind {
    /// 市
    City,
    /// 县(市、区)
    County,
    /// 开发区
    Zone,
    /// 乡镇、街道
    Town,
    /// 部门
    Department,
    /// 专班
    TaskForce,
    /// 驻外办事处
    Outpost,
}

impl OrgKind {
    /// All kinds, in the order of the tree.
    pub const ALL: [Self; 7] = [Self::City, Self::County, Self::Zone, Self::Town, Self::Department, Self::TaskForce, Self::Outpost];

    /// The stable name, as stored and sent.
    pub const fn code(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::County => "county",
            Self::Zone => "zone",
            Self::Town => "town",
            Self::Department => "department",
            Self::TaskForce => "task_force",
            Self::Outpost => "outpost",
        }
    }

    /// Back from the stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether projects are hosted by it, so that it stands as a unit on the board: counties and zones.
    pub const fn is_unit(self) -> bool {
        matches!(self, Self::County | Self::Zone)
    }

    /// Whether figures are published for it: a unit, or the city above the units.
    pub const fn is_area(self) -> bool {
        self.is_unit() || matches!(self, Self::City)
    }
}
